// What this tab remembers until it is closed: its conversation, and what was said in it.

const MOST_ANSWERS = 30;

function read(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise; // storage is switched off, or not ours
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // switched off or full: the page works without
  }
}

/** This tab's conversation; `given` by the page where the tab has none yet. */
export function conversation(given) {
  const kept = read("conversation", given);
  write("conversation", kept);
  return kept;
}

/** Go on in `conversation` from here, with nothing said so far. */
export function start(conversation) {
  write("conversation", conversation);
  write("answers", []);
  return conversation;
}

/** crypto.randomUUID would need HTTPS away from this machine. */
export function newConversation() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return start(`web:${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

export const answers = () => read("answers", []);

export const keep = (answer) => write("answers", [...answers(), answer].slice(-MOST_ANSWERS));
