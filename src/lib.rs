//! Finds Teams chats that people outside the organisation opened and removes them from users' view.
