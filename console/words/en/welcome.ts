export default {
  title: 'Welcome',
  lead: 'Five steps to the first moment. Each ticks itself when the engine has seen it.',
  done: 'done',
  open: 'still to do',
  hints: {
    signal: 'Your app, or the demo, sends what it knows: position, weather, cart.',
    place: 'A shop, a stop, a district: where something may happen.',
    trigger: 'When something is worth a message, to whom, and which one.',
    message: 'A customer got the right word at the right moment.',
    reason: 'Open a customer: what is known, what happened, and why or why not.',
  },
  steps: {
    signal: 'A signal came in',
    place: 'A place is drawn',
    trigger: 'A trigger is live',
    message: 'A message was sent',
    reason: 'You looked up why',
  },
};
