// The chat: asking, answers, and what can be done with them. Works on what the server rendered as well.

import * as memory from "./memory.js";
import * as service from "./service.js";
import * as sheet from "./sheet.js";
import * as templates from "./templates.js";

const log = document.getElementById("log");
const welcome = document.getElementById("welcome");
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const announcement = document.getElementById("announcement");
const onPhone = matchMedia("(pointer: coarse)").matches;

let conversation = begin();
let busy = false;

/** Take up the conversation of this tab, or the one that the server answered in. */
function begin() {
  const given = document.getElementById("conversation").value;
  document.documentElement.classList.add("scripted");
  if (log.querySelector(".turn")) return memory.start(given);
  const kept = memory.conversation(given);
  for (const value of memory.answers()) templates.answer(addTurn(value.question), value);
  log.lastElementChild?.scrollIntoView({ behavior: "instant" });
  if (!onPhone) question.focus({ preventScroll: true });
  return kept;
}

function addTurn(words) {
  const turn = templates.turn(words);
  welcome.hidden = true;
  log.append(turn);
  return turn;
}

async function ask(words, noRegion = false) {
  if (busy || !words.trim()) return;
  question.value = "";
  fit();
  if (onPhone) question.blur(); // puts the keyboard away, for the answer
  else question.focus();
  const turn = addTurn(words);
  turn.dataset.noRegion = noRegion;
  await answer(turn, words);
}

async function answer(turn, words) {
  setBusy(true);
  templates.waiting(turn);
  turn.scrollIntoView();
  try {
    const value = await service.ask(words, conversation, turn.dataset.noRegion === "true");
    templates.answer(turn, value);
    if (turn.isConnected) memory.keep(value); // else a new conversation was started meanwhile
  } catch (error) {
    templates.failure(turn, error instanceof service.Refusal && error.message);
  }
  setBusy(false);
  turn.scrollIntoView();
}

function setBusy(value) {
  busy = value;
  log.setAttribute("aria-busy", value);
  composer.querySelector("button").disabled = value;
}

function startAnew() {
  conversation = memory.newConversation();
  log.replaceChildren();
  welcome.hidden = false;
  history.replaceState(null, "", "/");
  question.focus();
}

/** Grows the box with its text where CSS alone does not (field-sizing). */
function fit() {
  if (CSS.supports("field-sizing", "content")) return;
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight}px`;
}

async function copy(button) {
  const usual = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = templates.words("copied");
  } catch {
    button.textContent = templates.words("notCopied");
  }
  announcement.textContent = button.textContent;
  setTimeout(() => (button.textContent = usual), 2500);
}

async function vote(button) {
  const votes = button.closest(".votes");
  const outcome = votes.querySelector(".outcome");
  const { value, dataset } = button;
  try {
    await service.vote(Number(button.closest(".turn").dataset.logId), value, conversation, dataset.reason);
    for (const other of votes.querySelectorAll("button")) {
      other.setAttribute("aria-pressed", other === button || (other.value === value && !other.dataset.reason));
    }
    votes.querySelector(".why").hidden = value !== "down";
    outcome.textContent = templates.words("thanks");
  } catch {
    outcome.textContent = templates.words("notVoted");
  }
}

function retry(button) {
  const turn = button.closest(".turn");
  if (!busy) answer(turn, turn.querySelector("[data-part=question]").textContent);
}

const anyRegion = (button) => ask(button.value, true);

const actions = { context: sheet.open, copy, vote, retry, anyRegion, new: startAnew };

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  const newTab = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!target || newTab || !(target.dataset.action in actions)) return;
  event.preventDefault();
  actions[target.dataset.action](target);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target === composer ? question.value : event.submitter.value);
});

question.addEventListener("input", fit);
question.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229; // Enter that ends an input method's word
  if (event.key !== "Enter" || event.shiftKey || composing) return;
  event.preventDefault();
  composer.requestSubmit();
});
