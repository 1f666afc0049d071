// The JSON API, as the page uses it.

const PATIENCE = 30_000; // milliseconds

/** What the service itself said was wrong; any other error means that it was not reached. */
export class Refusal extends Error {}

/** `noRegion` leaves out the regions that the question names. */
export const ask = (question, conversation, noRegion = false) =>
  post("/api/ask", { question, conversation, no_region: noRegion });

/** `reason` says why an answer is no use; it may be left out. */
export const vote = (log_id, vote, conversation, reason) =>
  post("/api/vote", { log_id, vote, conversation, reason });

/** `query` is that of a citation's link: document, start, end, edition. */
export const context = (query) => request(`/api/context${query}`);

function post(path, value) {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(value) });
}

async function request(path, options = {}) {
  const response = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  const value = await response.json();
  if (!response.ok) throw new Refusal(value.detail);
  return value;
}
