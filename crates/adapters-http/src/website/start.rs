//! When the app is fetched: where the server has painted the page, after it can be seen. On a slow
//! line the poster and the letters would otherwise wait for a hundred kilobytes of scripts.

use std::sync::LazyLock;

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// Fetches what the element names, the app first, once fonts and poster are there, or two seconds
/// have gone by, and they have really been painted: until a frame is seen takes longer than to ask
/// for it. A page that nobody looks at is not painted, so it does not wait for that either. If there
/// is no network by then, the page is asked for anew when there is.
const SCRIPT: &str = "(()=>{\
const scripts=document.currentScript.dataset.scripts.split(' ');\
const poster=document.querySelector('.first-paint img[fetchpriority]');\
const after=ms=>new Promise(done=>setTimeout(done,ms));\
const seen=Promise.allSettled([document.fonts.ready,poster&&poster.decode()]);\
const frame=()=>Promise.race([new Promise(requestAnimationFrame),after(300)]);\
const painted=new Promise(done=>new PerformanceObserver(done).observe({type:'paint',buffered:true}));\
const shown=()=>document.hidden||Promise.race([painted,after(1000)]);\
Promise.race([seen,after(2000)]).then(frame).then(frame).then(shown).then(()=>after(0)).then(()=>{\
for(const script of scripts.slice(1)){\
const link=document.createElement('link');\
link.rel='modulepreload';link.href=script;document.head.append(link)}\
return import(scripts[0])})\
.catch(()=>addEventListener('online',()=>location.reload()))})()";

/// What a policy says so that this script runs.
pub(super) static SOURCE: LazyLock<String> = LazyLock::new(|| source(SCRIPT));

/// How a policy names a script that stands in a page.
pub(super) fn source(script: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(script)))
}

/// The element that fetches these scripts, the one that starts the app first.
pub(super) fn element(scripts: &[String]) -> String {
    let addresses = scripts.iter().map(|script| format!("/{script}")).collect::<Vec<_>>();
    format!("<script data-scripts=\"{}\">{SCRIPT}</script>", addresses.join(" "))
}
