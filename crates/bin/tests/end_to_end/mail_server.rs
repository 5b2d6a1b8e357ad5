//! A real mail server (aiosmtpd) that stores the messages.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::program::eventually;

/// Accepts messages except for addresses that start with `refused`, and requires the password if
/// one is set. Stores each message in its own file before it confirms it.
const SERVER: &str = r#"
import asyncio, os, sys, uuid
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

class Keep:
    async def handle_RCPT(self, server, session, envelope, address, options):
        # Servers repeat addresses in their replies.
        if address.startswith("refused"):
            return "550 5.1.1 <%s> is not known here" % address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(sys.argv[2], uuid.uuid4().hex)
        with open(name + ".part", "wb") as file:
            file.write(envelope.content)
        os.rename(name + ".part", name + ".eml")
        await asyncio.sleep(float(os.environ["ANSWERS_AFTER"]))
        return "250 OK"

def knows_password(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == sys.argv[3].encode(), handled=False)

doors = {"enable_SMTPUTF8": os.environ["TAKES_UTF8"] == "yes"}
if len(sys.argv) > 3:
    doors |= {"authenticator": knows_password, "auth_required": True, "auth_require_tls": False}

class Slow(SMTP):
    async def _handle_client(self):
        await asyncio.sleep(float(os.environ["GREETS_AFTER"]))
        await super()._handle_client()

class Server(Controller):
    def factory(self):
        return Slow(self.handler, **self.SMTP_kwargs)

Server(Keep(), hostname="127.0.0.1", port=int(sys.argv[1]), ready_timeout=60, **doors).start()
asyncio.new_event_loop().run_forever()
"#;

/// Finds a Python with aiosmtpd, which Debian's own Python has as a package.
fn python() -> &'static str {
    ["/usr/bin/python3", "python3"]
        .into_iter()
        .find(|python| {
            let output = Command::new(python).args(["-c", "import aiosmtpd.controller"]).output();
            output.is_ok_and(|output| output.status.success())
        })
        .expect("aiosmtpd is installed (python3-aiosmtpd)")
}

/// A free port, for a mail server that is down.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The delays of a mail server, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slowness {
    pub greets_after: u32,
    /// Before it confirms a whole message.
    pub answers_after: u32,
}

pub struct MailServer {
    child: Child,
    folder: PathBuf,
}

impl MailServer {
    pub fn start(place: &Path, port: u16) -> Self {
        Self::start_with(place, port, None, Slowness::default())
    }

    /// A mail server that answers slowly.
    pub fn start_slow(place: &Path, port: u16, slowness: Slowness) -> Self {
        Self::start_with(place, port, None, slowness)
    }

    /// A mail server that accepts only ASCII addresses.
    pub fn start_without_utf8(place: &Path, port: u16) -> Self {
        Self::launch(place, port, None, Slowness::default(), "no")
    }

    /// A mail server that requires a password.
    pub fn start_guarded(place: &Path, port: u16, password: &str) -> Self {
        Self::start_with(place, port, Some(password), Slowness::default())
    }

    fn start_with(place: &Path, port: u16, password: Option<&str>, slowness: Slowness) -> Self {
        Self::launch(place, port, password, slowness, "yes")
    }

    fn launch(
        place: &Path,
        port: u16,
        password: Option<&str>,
        slowness: Slowness,
        takes_utf8: &str,
    ) -> Self {
        let folder = place.join("taken");
        fs::create_dir_all(&folder).unwrap();
        let child = Command::new(python())
            .args(["-c", SERVER, &port.to_string()])
            .arg(&folder)
            .args(password)
            .env("TAKES_UTF8", takes_utf8)
            .env("GREETS_AFTER", slowness.greets_after.to_string())
            .env("ANSWERS_AFTER", slowness.answers_after.to_string())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        eventually("the mail server answers", || {
            std::net::TcpStream::connect(("127.0.0.1", port)).ok()
        });
        Self { child, folder }
    }

    /// The messages received so far.
    pub fn letters(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .filter(|file| file.extension().is_some_and(|end| end == "eml"))
            .map(|file| fs::read_to_string(file).unwrap())
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
