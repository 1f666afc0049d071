// Fills in the blank templates of the page, which share their markup with the server's (answer.html).
// Everything goes in as text, never as HTML.

const blank = (name) => document.getElementById(`blank-${name}`);
const copy = (name) => blank(name).content.cloneNode(true);
const part = (node, name) => node.querySelector(`[data-part="${name}"]`);

/** Put `text` into a part, or take the part away where there is none. Returns the part. */
function say(node, name, text) {
  const found = part(node, name);
  if (text) (found.querySelector("[data-text]") ?? found).textContent = text;
  else found.remove();
  return found;
}

/** Put nodes into a part. */
const put = (node, name, ...content) => part(node, name).replaceChildren(...content);

/** `text` in lines, blank ones left out, each cut where marking (`spans`, code points) begins and ends. */
export function paragraphs(text, spans) {
  const letters = Array.from(text);
  const lines = [[]];
  for (const [words, mark] of marked(letters, spans)) {
    words.split("\n").forEach((piece, number) => {
      if (number) lines.push([]);
      if (piece) lines.at(-1).push([piece, mark]);
    });
  }
  return lines.filter((line) => line.some(([words]) => words.trim()));
}

function* marked(letters, spans) {
  let at = 0;
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const from = Math.max(at, start);
    const to = Math.min(end, letters.length);
    if (from >= to) continue;
    yield [letters.slice(at, from).join(""), false];
    yield [letters.slice(from, to).join(""), true];
    at = to;
  }
  yield [letters.slice(at).join(""), false];
}

function prose(text, spans) {
  return paragraphs(text, spans).map((line) => {
    const paragraph = document.createElement("p");
    paragraph.append(...line.map(([words, mark]) => (mark ? marking(words) : words)));
    return paragraph;
  });
}

function marking(words) {
  const mark = document.createElement("mark");
  mark.textContent = words;
  return mark;
}

const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

const isWebAddress = (uri) => /^https?:\/\/\S+$/.test(uri ?? "");

function contextPath(citation, edition) {
  const query = new URLSearchParams({ document: citation.document });
  for (const [start, end] of citation.spans) {
    query.append("start", start);
    query.append("end", end);
  }
  if (edition) query.append("edition", edition);
  return `/context?${query}`;
}

function snippet(value, number, edition) {
  const node = copy("snippet");
  const { citation } = value;
  const origin = [citation.issuer || citation.source, citation.author, citation.number, citation.published];
  say(node, "kind", JSON.parse(blank("snippet").dataset.kinds)[value.kind]);
  say(node, "note", value.note);
  say(node, "validity", citation.validity);
  put(node, "text", ...prose(value.text, value.highlights));
  say(node, "number", `[${number}]`);
  say(node, "title", citation.title);
  say(node, "origin", origin.filter(Boolean).join(" · "));
  say(node, "section", citation.section.join(" › "));
  if (isWebAddress(citation.uri)) part(node, "uri").href = citation.uri;
  else part(node, "uri").remove();
  node.querySelector("[data-action=context]").href = contextPath(citation, edition);
  node.querySelector("[data-action=copy]").dataset.copy = `“${value.text}”\n——${citation.line}`;
  return node;
}

function suggestion(words) {
  const node = copy("suggestion");
  const button = node.querySelector("button");
  button.value = words;
  button.textContent = words;
  return node;
}

/** The turn of a question that waits for its reply. */
export function turn(question) {
  const node = copy("turn");
  say(node, "question", question);
  return node.querySelector(".turn");
}

/** Put an answer of the API into its turn. */
export function answer(turn, value) {
  const node = copy("reply");
  const restated = letters(value.understood) !== letters(value.question);
  const [first, ...rest] = value.snippets.map((found, index) => snippet(found, index + 1, value.edition));
  if (!restated && !value.region) part(node, "reading").remove();
  else {
    say(node, "understood", restated && value.understood);
    const drop = say(node, "drop-region", value.region_label);
    drop.querySelector("button").value = value.understood;
  }
  if (!value.conflict) part(node, "conflict").remove();
  say(node, "message", value.message);
  if (first) put(node, "first", first);
  if (rest.length) put(say(node, "more", String(rest.length)), "rest", ...rest);
  else part(node, "more").remove();
  if (value.suggestions.length) part(node, "suggestions").querySelector("form").append(...value.suggestions.map(suggestion));
  else part(node, "suggestions").remove();
  if (!value.log_id || value.status !== "answered") part(node, "votes").remove();
  if (value.telegram) part(node, "telegram").href = value.telegram;
  else part(node, "telegram").parentElement.remove();
  if (value.log_id) turn.dataset.logId = value.log_id;
  put(turn, "reply", node);
}

export const waiting = (turn) => put(turn, "reply", copy("waiting"));

/** `detail` is what the service said; without it, that it was not reached. */
export function failure(turn, detail) {
  const node = copy("failure");
  if (detail) say(node, "detail", detail);
  put(turn, "reply", node);
}

/** A context of the API. */
export function passage(value) {
  const node = copy("passage");
  put(node, "text", ...prose(value.text, value.spans));
  if (!value.has_before) part(node, "before").remove();
  if (!value.has_after) part(node, "after").remove();
  return node;
}

/** A sentence that stands on the page for the script to say: copied, thanks … */
export const words = (name) => document.getElementById("words").dataset[name];
