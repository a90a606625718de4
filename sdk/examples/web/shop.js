// Where your engine is, and its publishable key: ?url=…&key=… on the address of this page.
const { url, key } = Object.fromEntries(new URLSearchParams(location.search));
const on = (id, clicked) => document.getElementById(id).addEventListener('click', clicked);

const kairos = window.Kairos.create({
  url,
  key,
  // Everything but the customer's own word about messages waits for their permission.
  purposeOf: ({ kind }) => (kind === 'consent' ? undefined : 'shopping'),
  onProblem: (reason) => {
    document.getElementById('said').textContent = reason;
  },
});

kairos.tellContext({ pages: true, sessions: true, device: true, locale: true, visibility: true });
kairos.showMessages({
  // Your server asks the engine for it with its secret key, once it knows who this is.
  token: (customer) =>
    fetch(`/token?customer=${encodeURIComponent(customer)}`).then((answer) => (answer.ok ? answer.text() : undefined)),
});

on('allow', () => {
  kairos.permit({ shopping: true });
  kairos.consent({ channel: 'in-app', purpose: 'offers', granted: true });
  document.getElementById('asked').hidden = true;
});
on('forbid', () => {
  kairos.permit({ shopping: false });
  document.getElementById('asked').hidden = true;
});
on('add', () => {
  const boots = { sku: 'boots', price: 89.9, quantity: 1 };
  kairos.cart({ id: 'c-1', items: [boots], value: 89.9, currency: 'EUR', stage: 'filling' });
});
on('sign-in', () => kairos.identify(document.getElementById('name').value));
on('sign-out', () => kairos.reset());
on('near', () => kairos.followPosition());
