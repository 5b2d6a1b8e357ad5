import { say } from "./plain.js";

document.title = say("Biglietto", "Ticket");
