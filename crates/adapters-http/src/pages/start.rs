//! When the app is fetched: where the server has painted the page, after it can be seen. On a slow
//! line the poster and the letters would otherwise wait for a hundred kilobytes of scripts. A page
//! whose app can't be had, or can't be read by an old browser, stays as it is and says so.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// Fetches what the element names, the app first, once fonts and poster are there, or two seconds
/// have gone by, and they have really been painted: until a frame is seen takes longer than to ask
/// for it. A page that nobody looks at is not painted, so it does not wait for that either. Where
/// there is nothing to see before, nothing is waited for. If the app can't be had, what the server
/// painted stays, with a word of why; if that was the network, the page is asked for again when
/// there is one. A menu that was opened before the app is there is opened again when the app has
/// taken the place of what was painted.
const SCRIPT: &str = "(()=>{\
const {scripts:list,now}=document.currentScript.dataset;\
const scripts=list.split(' ');\
let open;\
addEventListener('toggle',({target,newState})=>{\
if(target.closest('.first-paint'))open=newState==='open'&&target.id},true);\
new MutationObserver((_,watcher)=>{\
if(document.querySelector('.first-paint'))return;\
watcher.disconnect();\
if(open)document.getElementById(open)?.showPopover()\
}).observe(document.documentElement,{childList:true,subtree:true});\
const poster=document.querySelector('.first-paint img[fetchpriority]');\
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
.catch(error=>{\
console.error(error);\
document.querySelector('.first-paint')?.classList.add('stays');\
addEventListener('online',()=>location.reload())})})()";

/// What a policy says so that this script runs.
pub(super) static SOURCE: LazyLock<String> = LazyLock::new(|| source(SCRIPT));

/// How a policy names a script that stands in a page.
pub(super) fn source(script: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(script)))
}

/// The element that fetches these scripts, the one that starts the app first.
pub(super) fn element(scripts: &[String], is_late: bool) -> String {
    let addresses = scripts.iter().map(|script| format!("/{script}")).collect::<Vec<_>>();
    let now = if is_late { "" } else { " data-now" };
    format!("<script data-scripts=\"{}\"{now}>{SCRIPT}</script>", addresses.join(" "))
}
