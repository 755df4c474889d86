#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| teams_chat_access_fuzz::lines(data));
