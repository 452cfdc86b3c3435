//! The `onrecord` command. Everything it does stands in the library.

use std::process::ExitCode;

/// Gives memory back when a stage is done with it: what reading an archive took is free for working out who is who in
/// it. The C library keeps it, in pieces too small to be used again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    onrecord::cli::main(std::env::args_os())
}
