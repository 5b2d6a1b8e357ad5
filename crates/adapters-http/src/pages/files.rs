use std::borrow::Cow;

/// A file of the built frontend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What is in it.
    pub content: Cow<'static, [u8]>,
    /// SHA-256 of its content.
    pub hash: [u8; 32],
}

/// The built frontend: `browser/` with all that browsers may ask for, and beside it `routes.json`
/// and the staff's shell, `staff/browser/index.html`.
pub trait Files: Send + Sync {
    /// A file by its path, as in `browser/index.html`. The path comes from a request: a dot may
    /// not lead out.
    fn read(&self, path: &str) -> Option<File>;
}

/// The frontend as `npm run build` left it: a release build holds it, and so does one with
/// the feature `embedded-site`; a debug build reads it from the disk each time, so that a change
/// shows at once.
#[derive(Debug, Clone, Copy)]
pub struct BuiltFrontend;

#[cfg(any(feature = "embedded-site", not(debug_assertions)))]
mod inside {
    use super::{BuiltFrontend, File, Files};

    #[derive(rust_embed::RustEmbed)]
    #[folder = "../../frontend/dist"]
    #[include = "browser/*"]
    #[include = "routes.json"]
    #[include = "staff/browser/index.html"]
    #[allow_missing = true]
    struct Embedded;

    impl Files for BuiltFrontend {
        fn read(&self, path: &str) -> Option<File> {
            let file = Embedded::get(path)?;
            Some(File { hash: file.metadata.sha256_hash(), content: file.data })
        }
    }
}

#[cfg(not(any(feature = "embedded-site", not(debug_assertions))))]
mod on_disk {
    use super::{BuiltFrontend, File, Files};
    use sha2::{Digest as _, Sha256};
    use std::{
        fs,
        path::{Component, Path},
    };

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist");

    impl Files for BuiltFrontend {
        fn read(&self, path: &str) -> Option<File> {
            let path = Path::new(path);
            let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
            let content = fs::read(Path::new(FOLDER).join(path)).ok().filter(|_| stays)?;
            Some(File { hash: Sha256::digest(&content).into(), content: content.into() })
        }
    }
}
