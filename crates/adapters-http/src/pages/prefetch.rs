//! What the app would ask for with a holder's secret, asked for before the app is there. The server
//! does not know the secret and cannot put the answers into the page; the page itself does.

use super::start::source;
use std::sync::LazyLock;

/// Asks for the reservation, and for its code if it is a ticket, and keeps what is answered where
/// the app looks for it (`early-answers.ts`). The app asks again for what did not come.
const SCRIPT: &str = "(()=>{\
const {reservation,code}=document.currentScript.dataset;\
const secret=/^#([\\w-]{43})/.exec(location.hash)?.[1];\
if(!secret)return;\
const authorization=`Bearer ${secret}`;\
const headers={authorization,'accept-language':document.documentElement.lang};\
const ask=async address=>{\
const answer=await fetch(address,{headers});\
if(!answer.ok)throw answer.status;\
return{headers:answer.headers,body:await answer.text(),at:Date.now()}};\
const first=ask(reservation);\
const second=first.then(({body})=>{\
const {status,performance}=JSON.parse(body);\
if(status!=='confirmed'||performance.booking.state==='cancelled')throw status;\
return ask(code)});\
const answers={[reservation]:first,[code]:second};\
for(const answer of Object.values(answers))answer.catch(()=>{});\
window.earlyAnswers={authorization,answers}})()";

/// What a policy says so that this script runs.
pub(super) static SOURCE: LazyLock<String> = LazyLock::new(|| source(SCRIPT));

/// The element that asks.
pub(super) fn element() -> String {
    let addresses =
        "data-reservation=\"/api/v1/reservation\" data-code=\"/api/v1/reservation/qr.svg\"";
    format!("<script {addresses}>{SCRIPT}</script>")
}
