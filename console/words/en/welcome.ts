export default {
  title: 'Welcome',
  lead: 'Five steps to the first moment. Each ticks itself when the engine has seen it.',
  steps: {
    signal: 'A signal came in',
    place: 'A place is drawn',
    trigger: 'A trigger is live',
    message: 'A message was sent',
    reason: 'You looked up why',
  },
};
