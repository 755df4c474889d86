//! The shared library, loaded at run time and called through its C functions.
#![allow(unsafe_code, reason = "calling C functions is what this file is for")]

use std::ffi::{CString, c_char};
use std::path::{Path, PathBuf};
use std::ptr;

use libloading::{Library as Loaded, Symbol};
use serde_json::Value;

const OK: i32 = 0;
const EVENT_END: i32 = 4;
const STEP_MS: u32 = 200;
const PAGE: u32 = 100;

type Handle = u64;
type Getter = unsafe extern "C" fn(Handle, *mut Handle) -> i32;
type Free = unsafe extern "C" fn(Handle) -> i32;

/// The loaded library.
pub(crate) struct Library {
    loaded: Loaded,
    pub(crate) path: PathBuf,
}

/// A handle that frees itself.
pub(crate) struct Owned<'a> {
    library: &'a Library,
    handle: Handle,
    free: &'static str,
}

impl Library {
    /// Loads the library that Cargo built for this program.
    pub(crate) fn load() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let folder = program.ancestors().nth(2).ok_or("the program lies in no target folder")?;
        let name = libloading::library_filename("teams_chat_access");
        let places = [folder.join("deps").join(&name), folder.join(&name)];
        let path = places.iter().find(|path| path.exists()).ok_or_else(|| {
            let tried: Vec<String> = places.iter().map(|path| path.display().to_string()).collect();
            format!("the shared library is not built; looked for {}", tried.join(" and "))
        })?;
        // SAFETY: loading it runs no code of its own.
        let loaded = unsafe { Loaded::new(path) }.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { loaded, path: path.clone() })
    }

    pub(crate) fn abi_version(&self) -> Result<(u32, u32), String> {
        // SAFETY: the type is that of the header.
        let version = unsafe { self.function::<unsafe extern "C" fn() -> u32>("tca_abi_version")?() };
        Ok((version >> 16, version & 0xffff))
    }

    pub(crate) fn new_client(&self, settings: &Value) -> Result<Owned<'_>, String> {
        type New = unsafe extern "C" fn(*const c_char, *mut Handle, *mut Handle) -> i32;
        let settings = text(&settings.to_string())?;
        // SAFETY: the type is that of the header, and the text outlives the call.
        let handle = self.output(|out, error| unsafe {
            Ok(self.function::<New>("tca_client_new")?(settings.as_ptr(), out, error))
        })?;
        Ok(Owned { library: self, handle, free: "tca_client_free" })
    }

    pub(crate) fn sign_in(&self, client: &Owned<'_>, options: &Value) -> Result<Owned<'_>, String> {
        type SignIn = unsafe extern "C" fn(Handle, *const c_char, *mut Handle, *mut Handle) -> i32;
        let options = text(&options.to_string())?;
        // SAFETY: as above.
        let handle = self.output(|out, error| unsafe {
            Ok(self.function::<SignIn>("tca_client_sign_in")?(client.handle, options.as_ptr(), out, error))
        })?;
        Ok(Owned { library: self, handle, free: "tca_operation_free" })
    }

    pub(crate) fn start_removal(&self, client: &Owned<'_>, ids: [&str; 3]) -> Result<Owned<'_>, String> {
        type Start = unsafe extern "C" fn(
            Handle,
            *const c_char,
            *const c_char,
            *const c_char,
            *const c_char,
            *mut Handle,
            *mut Handle,
        ) -> i32;
        let [tenant, user, thread] = ids;
        let (tenant, user, thread) = (text(tenant)?, text(user)?, text(thread)?);
        // SAFETY: as above; NULL stands for no options.
        let handle = self.output(|out, error| unsafe {
            let start = self.function::<Start>("tca_removal_start")?;
            Ok(start(client.handle, tenant.as_ptr(), user.as_ptr(), thread.as_ptr(), ptr::null(), out, error))
        })?;
        Ok(Owned { library: self, handle, free: "tca_operation_free" })
    }

    /// Waits for the end and gives its document; what comes before goes to `tell`.
    pub(crate) fn wait(&self, operation: &Owned<'_>, mut tell: impl FnMut(&Value)) -> Result<Value, String> {
        type Wait = unsafe extern "C" fn(Handle, u32, *mut i32, *mut Handle, *mut Handle) -> i32;
        loop {
            let mut event = 0;
            // SAFETY: as above.
            let json = self.output(|out, error| unsafe {
                Ok(self.function::<Wait>("tca_operation_wait")?(operation.handle, STEP_MS, &raw mut event, out, error))
            })?;
            if json == 0 {
                continue;
            }
            let document = self.document(json)?;
            if event == EVENT_END {
                return Ok(document);
            }
            tell(&document);
        }
    }

    /// Reads an export, and gives the summary and all findings.
    pub(crate) fn scan(&self, path: &Path, options: &Value) -> Result<(Value, Vec<Value>), String> {
        type New = unsafe extern "C" fn(*const c_char, *mut Handle, *mut Handle) -> i32;
        type AddPath = unsafe extern "C" fn(Handle, *const c_char, *mut Handle) -> i32;
        type Start = unsafe extern "C" fn(Handle, *mut Handle, *mut Handle) -> i32;
        let (options, path) = (text(&options.to_string())?, text(&path.to_string_lossy())?);
        // SAFETY: the types are those of the header, and the texts outlive the calls.
        let scan = self
            .output(|out, error| unsafe { Ok(self.function::<New>("tca_scan_new")?(options.as_ptr(), out, error)) })?;
        let scan = Owned { library: self, handle: scan, free: "tca_scan_free" };
        // SAFETY: as above.
        self.output(|_, error| unsafe {
            Ok(self.function::<AddPath>("tca_scan_add_path")?(scan.handle, path.as_ptr(), error))
        })?;
        // SAFETY: as above.
        let operation = self
            .output(|out, error| unsafe { Ok(self.function::<Start>("tca_scan_start")?(scan.handle, out, error)) })?;
        let operation = Owned { library: self, handle: operation, free: "tca_operation_free" };
        let summary = self.wait(&operation, |_| {})?;
        Ok((summary, self.findings(&operation)?))
    }

    /// All findings of a scan that has ended.
    fn findings(&self, scan: &Owned<'_>) -> Result<Vec<Value>, String> {
        type Take = unsafe extern "C" fn(Handle, *mut Handle, *mut Handle) -> i32;
        type Page = unsafe extern "C" fn(Handle, u64, u32, *mut Handle, *mut Handle) -> i32;
        // SAFETY: the types are those of the header.
        let findings = self.output(|out, error| unsafe {
            Ok(self.function::<Take>("tca_operation_take_findings")?(scan.handle, out, error))
        })?;
        let findings = Owned { library: self, handle: findings, free: "tca_findings_free" };
        let mut all = Vec::new();
        loop {
            // SAFETY: as above.
            let page = self.output(|out, error| unsafe {
                let page = self.function::<Page>("tca_findings_page")?;
                Ok(page(findings.handle, all.len() as u64, PAGE, out, error))
            })?;
            match self.document(page)?["findings"].take() {
                Value::Array(page) if !page.is_empty() => all.extend(page),
                _ => return Ok(all),
            }
        }
    }

    pub(crate) fn shut_down(&self) -> Result<(), String> {
        type ShutDown = unsafe extern "C" fn(u32, *mut Handle) -> i32;
        // SAFETY: as above.
        let status = unsafe { self.function::<ShutDown>("tca_shutdown")?(2_000, ptr::null_mut()) };
        if status == OK { Ok(()) } else { Err(format!("tca_shutdown returned {status}")) }
    }

    fn output(&self, call: impl FnOnce(*mut Handle, *mut Handle) -> Result<i32, String>) -> Result<Handle, String> {
        let (mut out, mut error) = (0, 0);
        match call(&raw mut out, &raw mut error)? {
            OK => Ok(out),
            status => Err(self.explain(status, error)),
        }
    }

    fn explain(&self, status: i32, error: Handle) -> String {
        let error = Owned { library: self, handle: error, free: "tca_error_free" };
        let fact = |name| self.text_of(error.handle, name).ok();
        let message = fact("tca_error_message").unwrap_or_default();
        let step = fact("tca_error_next_step").map_or(String::new(), |step| format!("\n   What to do: {step}"));
        format!("{message} (status {status}){step}")
    }

    fn text_of(&self, handle: Handle, getter: &str) -> Result<String, String> {
        let mut buffer = 0;
        // SAFETY: all getters of texts have this type.
        match unsafe { self.function::<Getter>(getter)?(handle, &raw mut buffer) } {
            OK => self.read(buffer),
            status => Err(format!("{getter} returned {status}")),
        }
    }

    fn document(&self, buffer: Handle) -> Result<Value, String> {
        serde_json::from_str(&self.read(buffer)?).map_err(|error| error.to_string())
    }

    fn read(&self, buffer: Handle) -> Result<String, String> {
        type Data = unsafe extern "C" fn(Handle, *mut *const u8, *mut usize) -> i32;
        let buffer = Owned { library: self, handle: buffer, free: "tca_buffer_free" };
        let (mut data, mut length) = (ptr::null(), 0);
        // SAFETY: the bytes are good until the buffer is freed, which is after they are copied.
        unsafe {
            match self.function::<Data>("tca_buffer_data")?(buffer.handle, &raw mut data, &raw mut length) {
                OK => Ok(String::from_utf8_lossy(std::slice::from_raw_parts(data, length)).into_owned()),
                status => Err(format!("tca_buffer_data returned {status}")),
            }
        }
    }

    fn function<T>(&self, name: &str) -> Result<Symbol<'_, T>, String> {
        // SAFETY: every caller names the type that the header gives the function.
        unsafe { self.loaded.get(name.as_bytes()) }.map_err(|error| error.to_string())
    }
}

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        if let Ok(free) = self.library.function::<Free>(self.free) {
            // SAFETY: the type of every free function; a handle that is none is answered with a status.
            unsafe { free(self.handle) };
        }
    }
}

fn text(text: &str) -> Result<CString, String> {
    CString::new(text).map_err(|error| error.to_string())
}
