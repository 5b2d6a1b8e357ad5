mod asking;
mod frontend;
mod samples;
mod theatre;

pub(crate) use self::{asking::*, frontend::*, samples::*, theatre::*};
