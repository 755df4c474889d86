//! Text on its way out.

use std::ptr;

use super::fault::Fault;
use super::guard;
use super::handle::tca_buffer;
use super::output::Out;
use super::status::tca_status;
use super::tables::BUFFERS;

/// Gives the bytes where they lie: `*data` points to `*length` bytes of UTF-8 and a NUL behind them. They are the
/// library's, must not be written, and are good until `tca_buffer_free`, which must not run meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_buffer_data(buffer: tca_buffer, data: *mut *const u8, length: *mut usize) -> tca_status {
    let data = Out::new("data", data, ptr::null());
    let length = Out::new("length", length, 0);
    guard::plain(|| {
        data.required()?;
        length.required()?;
        let buffer = BUFFERS.get(buffer)?;
        data.set(buffer.terminated().as_ptr());
        length.set(buffer.text().len());
        Ok(())
    })
}

/// Copies bytes from `offset` on, as many as there are and `capacity` takes, into the caller's memory; `*copied` says
/// how many, 0 at the end. For hosts that hold no pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tca_buffer_copy(
    buffer: tca_buffer,
    offset: usize,
    into: *mut u8,
    capacity: usize,
    copied: *mut usize,
) -> tca_status {
    let copied = Out::new("copied", copied, 0);
    guard::plain(|| {
        copied.required()?;
        let buffer = BUFFERS.get(buffer)?;
        let rest = buffer.text().get(offset..).unwrap_or_default();
        let count = rest.len().min(capacity);
        if count > 0 {
            if into.is_null() {
                return Err(Fault::new(tca_status::NullArgument, "into is NULL"));
            }
            // SAFETY: `into` is not NULL and by the conventions has room for `capacity` bytes, of which no more are
            // written; the source is memory of the library's own, so the two do not overlap.
            unsafe { ptr::copy_nonoverlapping(rest.as_ptr(), into, count) };
        }
        copied.set(count);
        Ok(())
    })
}

/// Frees a buffer. Works at any time but after fork.
#[unsafe(no_mangle)]
pub extern "C" fn tca_buffer_free(buffer: tca_buffer) -> tca_status {
    guard::plain(|| BUFFERS.free(buffer).map(drop))
}
