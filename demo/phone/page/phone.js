// The page of a phone: a shop that follows its customer with the SDK as it is. Only the walk is made up: it stands
// where the browser would tell a position.
const METRES_A_DEGREE = 111_195;
const SVG = 'http://www.w3.org/2000/svg';
const ACCURACY_METRES = 8;

const { words, language, priceOf } = window;
const byId = (id) => document.getElementById(id);

/** Puts a shape onto the map. */
function draw(name, attributes, text = '') {
  const shape = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) shape.setAttribute(attribute, value);
  shape.textContent = text;
  byId('map').append(shape);
  return shape;
}

/** Where a position is on the map: metres from the shop, east to the right and north up. */
function placeOf({ lat, lon }, centre) {
  const east = (lon - centre.lon) * METRES_A_DEGREE * Math.cos((centre.lat * Math.PI) / 180);
  return { x: east, y: -(lat - centre.lat) * METRES_A_DEGREE };
}

function tell(line) {
  const item = document.createElement('li');
  item.textContent = line;
  byId('told').prepend(item);
}

async function start() {
  const answer = await fetch('/start');
  if (!answer.ok) throw await answer.text();
  const { url, key, shop, centre, steps } = await answer.json();
  // `?from=100`: begins so many metres before the shop.
  const from = Number(new URLSearchParams(location.search).get('from') ?? Number.POSITIVE_INFINITY);
  const first = steps.findIndex((step) => placeOf(step, centre).y <= from);
  let at = first;
  const here = () => steps[Math.min(at, steps.length - 1)];

  draw('path', { class: 'street', d: 'M12,-260 V260 M-260,-90 H260' });
  draw('rect', { x: -260, y: -260, width: 520, height: 520, fill: 'url(#rain)' });
  draw('circle', { class: 'shop', cx: 0, cy: 0, r: shop.radiusMetres });
  // Beside the street, where the walk does not cover it.
  draw('text', { x: shop.radiusMetres + 10, y: 7 }, shop.name);
  const me = draw('circle', { class: 'me', r: 9 });
  const move = () => {
    const { x, y } = placeOf(here(), centre);
    me.setAttribute('cx', x);
    me.setAttribute('cy', Math.min(248, y));
  };
  move();

  const kairos = window.Kairos.create({ url, key, onProblem: (reason) => tell(words.trouble(reason)) });
  // Wanda is known, has a phone, and allowed offers.
  kairos.identify(`wanda-${kairos.deviceId}`, { firstName: 'Wanda', preferredChannel: 'in-app' });
  kairos.consent({ channel: '*', purpose: 'offers', granted: true });
  kairos.device({ form: 'phone', battery: 71, charging: false, locale: language });
  tell(words.toldWho);
  kairos.showMessages({
    token: async (customer) => (await fetch(`/token?customer=${encodeURIComponent(customer)}`)).text(),
    open: (action) => tell(words.opens(action)),
    words: words.message,
  });

  // A shop tells its cart whole, each time it has changed.
  const items = [];
  byId('shelf').addEventListener('click', ({ target }) => {
    const { sku, price } = target.closest('button')?.dataset ?? {};
    if (sku === undefined) return;
    const known = items.find((item) => item.sku === sku);
    if (known) known.quantity++;
    else items.push({ sku, price: Number(price), quantity: 1 });
    const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
    const value = Math.round(items.reduce((sum, item) => sum + item.price * item.quantity, 0) * 100) / 100;
    kairos.cart({ id: `cart-${kairos.deviceId}`, items, value, currency: 'EUR', stage: 'filling' });
    byId('cart').textContent = words.cart(count, priceOf(value));
    tell(words.toldCart(priceOf(value)));
  });
  setInterval(() => {
    const { accepted, waiting } = kairos.counts;
    byId('taken').textContent = words.taken(accepted, waiting);
  }, 500);

  const geolocation = {
    getCurrentPosition(found) {
      const { lat, lon } = here();
      const { x, y } = placeOf(here(), centre);
      me.before(draw('circle', { class: 'fix', cx: x, cy: y, r: 5 }));
      const coords = { latitude: lat, longitude: lon, accuracy: ACCURACY_METRES, speed: 8, heading: 0, altitude: null };
      tell(words.toldPosition(Math.round(Math.hypot(x, y))));
      found({ coords, timestamp: Date.now() });
    },
  };
  Object.defineProperty(navigator, 'geolocation', { value: geolocation });

  byId('walk').addEventListener('click', async () => {
    byId('walk').disabled = true;
    at = first;
    const stop = await kairos.followPosition();
    const walking = setInterval(() => {
      at++;
      move();
      const metres = Math.round(Math.hypot(...Object.values(placeOf(here(), centre))));
      byId('where').textContent = words.away(metres, shop.name, shop.address);
      if (at < steps.length) return;
      clearInterval(walking);
      stop();
      byId('where').textContent = words.past;
      byId('walk').disabled = false;
    }, 1_000);
  });
  byId('where').textContent = words.ready;
  for (const button of document.querySelectorAll('button')) button.disabled = false;
}

start().catch((cause) => {
  byId('where').textContent = words.noEngine(cause);
});
