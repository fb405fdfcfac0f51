"""What goes wrong on a phone itself, as scripts for its pages: no room, closed connections, a clock that jumps."""

# Keeps hold of every connection that the app opens, so that a test can close them as iOS does.
HOLDING = """
window.opened = [];
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...about) {
  const asked = open.apply(this, about);
  asked.addEventListener('success', () => window.opened.push(asked.result));
  return asked;
};
"""
QUOTA_BYTES = 12_000_000  # the app and the bundle take about one
# Fills a database of its own, in ever smaller pieces, until not even a small one fits.
FILL_UP = """async () => {
  const opened = await new Promise((resolve) => {
    const asked = indexedDB.open('ballast', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('pieces', { autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
  });
  const put = (bytes) => new Promise((resolve) => {
    const tx = opened.transaction(['pieces'], 'readwrite', { durability: 'strict' });
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => resolve(false);
    tx.objectStore('pieces').add(crypto.getRandomValues(new Uint8Array(bytes)));
  });
  for (const bytes of [60000, 6000, 600, 60]) while (await put(bytes));
  opened.close();
}"""
MAKE_ROOM = """() => new Promise((resolve) => {
  indexedDB.deleteDatabase('ballast').onsuccess = () => resolve(true);
})"""
CLOSE_CONNECTIONS = "() => window.opened.splice(0).map((one) => one.close()).length"
# The app's clock stands off by what the key says, also after a reload. Its monotonic clock goes on as before.
JUMPING_CLOCK = """
(() => {
  const off = () => Number(localStorage.getItem('test.clock-is-off-by-ms') ?? 0);
  const Right = Date;
  window.Date = class extends Right {
    constructor(...about) {
      if (about.length === 0) super(Right.now() + off());
      else super(...about);
    }
    static now() { return Right.now() + off(); }
  };
  window.setClock = (at) => localStorage.setItem('test.clock-is-off-by-ms', at === null ? 0 : at - Right.now());
})();
"""
SET_CLOCK = "(at) => window.setClock(at)"
