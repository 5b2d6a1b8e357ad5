//! Starts the app. On a rendered page it first waits until the page is visible: on a slow line, the
//! poster and fonts would otherwise wait for a hundred kilobytes of scripts. If the app cannot be
//! loaded, or an old browser cannot run it, the page stays and says so.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// Imports the app's script and preloads the others. On a rendered page it waits until fonts and
/// poster are loaded, at most two seconds, and until they are painted, which takes longer than a
/// frame request. A hidden page is not painted, so it does not wait for that. If the import fails,
/// the rendered page stays with a notice, and reloads when the network is back. Firefox also lets it
/// fail while a visitor leaves the page: then there is no notice, and the page reloads if the visitor
/// comes back to it. A menu that was opened before the app started is opened again after the app has
/// replaced the page.
const SCRIPT: &str = "(()=>{\
const {scripts:list,now}=document.currentScript.dataset;\
const scripts=list.split(' ');\
let open,left;\
const leave=()=>{left=true};\
addEventListener('beforeunload',leave);\
addEventListener('toggle',({target,newState})=>{\
if(target.closest('.server-page'))open=newState==='open'&&target.id},true);\
new MutationObserver((_,watcher)=>{\
if(document.querySelector('.server-page'))return;\
watcher.disconnect();\
if(open)document.getElementById(open)?.showPopover()\
}).observe(document.documentElement,{childList:true,subtree:true});\
const poster=document.querySelector('.server-page img[fetchpriority]');\
const after=ms=>new Promise(done=>setTimeout(done,ms));\
const seen=Promise.allSettled([document.fonts.ready,poster&&poster.decode()]);\
const frame=()=>Promise.race([new Promise(requestAnimationFrame),after(300)]);\
const painted=new Promise(done=>new PerformanceObserver(done).observe({type:'paint',buffered:true}));\
const shown=()=>document.hidden||Promise.race([painted,after(1000)]);\
const late=()=>Promise.race([seen,after(2000)]).then(frame).then(frame).then(shown)\
.then(()=>after(0));\
(now===undefined?late():Promise.resolve()).then(()=>{\
for(const script of scripts.slice(1)){\
const link=document.createElement('link');\
link.rel='modulepreload';link.href=script;document.head.append(link)}\
return import(scripts[0])})\
.then(()=>removeEventListener('beforeunload',leave),error=>{\
if(left)return addEventListener('pageshow',({persisted})=>persisted&&location.reload());\
console.error(error);\
document.querySelector('.server-page')?.classList.add('stays');\
addEventListener('online',()=>location.reload())})})()";

/// The script's hash for the policy.
pub(super) static SOURCE: LazyLock<String> = LazyLock::new(|| source(SCRIPT));

/// Returns the source expression of an inline script.
pub(super) fn source(script: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(script)))
}

/// Returns the element that loads these scripts. The first one starts the app.
pub(super) fn element(scripts: &[String], is_late: bool) -> String {
    let addresses = scripts.iter().map(|script| format!("/{script}")).collect::<Vec<_>>();
    let now = if is_late { "" } else { " data-now" };
    format!("<script data-scripts=\"{}\"{now}>{SCRIPT}</script>", addresses.join(" "))
}
