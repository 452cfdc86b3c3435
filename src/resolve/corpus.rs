//! The corpus' gold as appearances, and how well they are resolved.
