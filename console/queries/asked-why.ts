const KEPT_AS = 'kairos-asked-why';

/** Whether somebody looked up why on this browser. */
export function hasAskedWhy(): boolean {
  return localStorage.getItem(KEPT_AS) !== null;
}

export function noteAskedWhy(): void {
  localStorage.setItem(KEPT_AS, '1');
}
