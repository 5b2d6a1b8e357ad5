use azionelab_adapters_http::{File, Files, Website};
use azionelab_application::ports::MockSecrets;
use azionelab_domain::Secret;
use std::sync::Arc;

/// A minimal frontend.
#[derive(Clone, Copy)]
pub(crate) struct SmallFrontend;

const INDEX: &str = "<!doctype html>\n<html lang=\"it\"><head><title>AzioneLab</title>\
    <style nonce=\"offline\">a{}</style><!--head--></head>\
    <body><app-root ngCspNonce=\"offline\"></app-root>\
    <script src=\"main-5VZ3RWKO.js\" type=\"module\" nonce=\"offline\"></script></body></html>\n";

const STAFF: &str = "<!doctype html>\n<html lang=\"it\"><head><title>AzioneLab</title>\
    <!--head--></head><body><app-root ngCspNonce=\"offline\"></app-root>\
    <script src=\"main-STAFFAPP.js\" type=\"module\" nonce=\"offline\"></script></body></html>\n";

const NEEDS: &str = r#"{
    "initial": ["main-5VZ3RWKO.js"],
    "routes": {"home": ["chunk-HOMEHOME.js"]},
    "languages": {"en": ["chunk-ENENENEN.js"]},
    "texts": {"home": {"it": ["chunk-ITHOMEIT.js"], "en": ["chunk-ENHOMEEN.js"]}},
    "fonts": ["media/bodoni-ABCDEFGH.woff2"],
    "staff": {"it": ["main-STAFFAPP.js"], "en": ["main-STAFFAPP.js"]}
}"#;

impl Files for SmallFrontend {
    fn read(&self, path: &str) -> Option<File> {
        let content = match path {
            "browser/index.html" => INDEX,
            "staff/browser/index.html" => STAFF,
            "browser/main-5VZ3RWKO.js" => "plain",
            "browser/main-5VZ3RWKO.js.br" => "brotli",
            "browser/main-5VZ3RWKO.js.gz" => "gzip",
            "browser/ngsw.json"
            | "browser/ngsw-worker.js"
            | "browser/safety-worker.js"
            | "browser/worker-basic.min.js"
            | "browser/og.png"
            | "browser/icons/icon-192.png" => path,
            "routes.json" => NEEDS,
            _ => return None,
        };
        let content = content.as_bytes().to_vec();
        let hash = std::array::from_fn(|i| content[i % content.len()]);
        Some(File { hash, content: content.into() })
    }
}

/// A frontend that is not built.
pub(crate) struct NoFrontend;

impl Files for NoFrontend {
    fn read(&self, _: &str) -> Option<File> {
        None
    }
}

/// A site with these files and unique nonces.
pub(crate) fn website(files: impl Files + 'static) -> Website {
    let mut secrets = MockSecrets::new();
    let mut drawn = 0_u8;
    secrets.expect_secret().returning_st(move || {
        drawn = drawn.wrapping_add(1);
        Secret::from_random([drawn; 32])
    });
    Website::new(files, Arc::new(secrets))
}
