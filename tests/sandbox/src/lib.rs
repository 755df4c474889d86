//! A small Microsoft 365 on loopback: Entra and Graph as teams-chat-access needs them.
