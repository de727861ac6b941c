const latest = 100_000_000_000;

/** @throws TypeError or RangeError that names the option. */
export function checkSdkAppId(sdkAppId: number): void {
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0) {
    throw new TypeError('sdkAppId must be a positive whole number, the SDKAppID of the console.');
  }
}

export function checkIdentifier(identifier: string): void {
  if (typeof identifier !== 'string' || identifier === '') {
    throw new TypeError('identifier must be a user id, a string that is not empty.');
  }
}

export function checkSecretKey(secretKey: string): void {
  if (typeof secretKey !== 'string' || secretKey === '') {
    throw new TypeError('secretKey must be the secret key of the app, a string that is not empty.');
  }
}

/** A number of seconds since 1970; in milliseconds it would be a date after the year 5000. */
export function checkNow(now: number): void {
  if (!Number.isFinite(now) || now < 0) throw new TypeError('now must be a number of seconds since 1970.');
  if (now >= latest) throw new RangeError(`now is ${now}. It is counted in seconds, not milliseconds.`);
}

export function checkUserBuffer(userBuffer: Uint8Array | undefined): void {
  if (userBuffer !== undefined && !(userBuffer instanceof Uint8Array)) {
    throw new TypeError('userBuffer must be a Uint8Array.');
  }
}

export const isMilliseconds = (value: number): boolean => value >= latest;
