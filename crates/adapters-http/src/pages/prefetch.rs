//! Prefetches the data of the holder's page before the app has started. The server does not know
//! the secret, so the page itself sends the requests.

use super::start::source;
use std::sync::LazyLock;

/// Requests the reservation, and its QR code if it is a ticket, and stores the answers where the
/// app looks for them (`prefetched-reservation.ts`). The app repeats failed requests.
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
window.prefetchedReservation={authorization,answers}})()";

/// The script's hash for the policy.
pub(super) static SOURCE: LazyLock<String> = LazyLock::new(|| source(SCRIPT));

pub(super) fn element() -> String {
    let addresses =
        "data-reservation=\"/api/v1/reservation\" data-code=\"/api/v1/reservation/qr.svg\"";
    format!("<script {addresses}>{SCRIPT}</script>")
}
