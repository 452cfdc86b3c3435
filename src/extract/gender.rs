//! Man or woman.

/// Man or woman, as far as names and titles tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// Nothing tells.
    #[default]
    Unknown,
    /// he
    Male,
    /// she
    Female,
}
