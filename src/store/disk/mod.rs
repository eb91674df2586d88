//! The store on disk, for more quads than memory holds: the feature `disk`, which builds RocksDB.
//!
//! Reading while another process writes is undefined, so a reader opens a backup or shares the process.

#[cfg(not(feature = "disk"))]
mod disabled;
#[cfg(feature = "disk")]
mod enabled;

#[cfg(not(feature = "disk"))]
pub use disabled::{backup, fill, open};
#[cfg(feature = "disk")]
pub use enabled::{backup, fill, open};
