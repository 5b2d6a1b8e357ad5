use azionelab_application::ports::Secrets;
use std::{borrow::Cow, sync::Arc};

/// The files of the site, and the source of nonces for its pages.
pub struct Website {
    pub(crate) files: Box<dyn Files>,
    nonces: Arc<dyn Secrets>,
    /// Stands in a rendered page where the nonce belongs. It is random, so nobody can write it into
    /// a text of the site.
    pub(crate) placeholder: String,
}

impl Website {
    pub fn new(files: impl Files + 'static, nonces: Arc<dyn Secrets>) -> Self {
        let placeholder = format!("placeholder-{}", nonces.secret().reveal());
        Self { files: Box::new(files), nonces, placeholder }
    }

    /// A new nonce for the content security policy of one answer.
    pub(crate) fn nonce(&self) -> String {
        self.nonces.secret().reveal()
    }
}

/// A file of the built frontend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub content: Cow<'static, [u8]>,
    /// The SHA-256 hash of the content.
    pub hash: [u8; 32],
}

/// The built frontend: `browser/` with all files for browsers, `routes.json`, and the shell for
/// staff, `staff/browser/index.html`.
pub trait Files: Send + Sync {
    /// Reads a file by its path, such as `browser/index.html`. The path comes from a request, so
    /// `..` must not leave the folder.
    fn read(&self, path: &str) -> Option<File>;
}

/// The output of `npm run build`. Release builds, and builds with the feature `embedded-site`,
/// embed it. Debug builds read it from the disk each time, so that changes show at once.
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
