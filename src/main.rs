//! The `onrecord` command. Everything it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main(std::env::args_os())
}
