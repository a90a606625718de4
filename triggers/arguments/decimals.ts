/** Powers of ten by which amounts become whole numbers. */
const SCALES = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const;
/** Up to so much a scaled amount is surely the decimal that was written: 15 digits. */
const SUREST = 1e15;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * Adds amounts as the decimals that people write: ten times 20.10 is 201. Exact, then rounded once to the nearest
 * number. With `times` each amount counts so often.
 */
export function addDecimals(amounts: readonly number[], times?: readonly number[]): number {
  let decimals = 0;
  for (const amount of amounts) {
    while (decimals < SCALES.length && !isWhole(amount, SCALES[decimals]!)) decimals++;
    if (decimals === SCALES.length) return addExactly(amounts, times);
  }
  const scale = SCALES[decimals]!;
  let sum = 0;
  for (let i = 0; i < amounts.length; i++) {
    const part = Math.round(amounts[i]! * scale) * (times?.[i] ?? 1);
    sum += part;
    if (!(Math.abs(part) <= SUREST && Math.abs(sum) <= SUREST)) return addExactly(amounts, times);
  }
  return sum / scale;
}

/** Multiplies two decimals: 20.10 × 0.1 is 2.01. Exact, then rounded once. */
export function multiplyDecimals(a: number, b: number): number {
  const [one, other] = [decimalOf(a), decimalOf(b)];
  return one && other ? numberOf(one.digits * other.digits, one.decimals + other.decimals) : a * b;
}

/** Rounds as people do, half away from zero, by the decimals that are written: 1.005 to two is 1.01. */
export function roundDecimal(amount: number, decimals: number): number {
  const written = decimalOf(amount);
  if (!written || written.decimals <= decimals) return amount;
  const unit = 10n ** BigInt(written.decimals - decimals);
  const half = written.digits < 0n ? -unit / 2n : unit / 2n;
  return numberOf((written.digits + half) / unit, decimals);
}

interface Decimal {
  readonly digits: bigint;
  /** How many of the digits stand behind the point. */
  readonly decimals: number;
}

function isWhole(amount: number, scale: number): boolean {
  const scaled = Math.round(amount * scale);
  return Math.abs(scaled) <= SUREST && scaled / scale === amount;
}

function addExactly(amounts: readonly number[], times: readonly number[] | undefined): number {
  const parts = amounts.map((amount, i) => {
    const [part, count] = [decimalOf(amount), decimalOf(times?.[i] ?? 1)];
    return part && count && { digits: part.digits * count.digits, decimals: part.decimals + count.decimals };
  });
  const decimals = Math.max(0, ...parts.map((part) => part?.decimals ?? 0));
  let sum = 0n;
  for (const part of parts) {
    // Of what is no number the sum is none either.
    if (!part) return amounts.reduce((total, amount, i) => total + amount * (times?.[i] ?? 1), 0);
    sum += part.digits * 10n ** BigInt(decimals - part.decimals);
  }
  return numberOf(sum, decimals);
}

/** The shortest decimal that stands for a number, which is how it was written; undefined: not finite. */
function decimalOf(amount: number): Decimal | undefined {
  const parts = DECIMAL.exec(String(amount));
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const decimals = fraction.length - Number(exponent);
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return decimals >= 0 ? { digits, decimals } : { digits: digits * 10n ** BigInt(-decimals), decimals: 0 };
}

function numberOf(digits: bigint, decimals: number): number {
  return Number(`${digits}e${-decimals}`);
}
