/**
 * Vectors for UserSig version 2.0. Inputs come from the tests and samples of published signers; each MAC was computed by
 * three implementations that agree. No key here belongs to a real app.
 */

/** A sample key that the vendor publishes in the repositories of its own signers. */
export const sampleKey = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';

export interface Vector {
  id: string;
  sdkAppId: number;
  secretKey: string;
  identifier: string;
  time: number;
  expire: number;
  userBuffer?: Uint8Array;
  mac: string;
  origin: string;
}

const abc = new Uint8Array([97, 98, 99]);

export const vectors: Vector[] = [
  {
    id: 'S1',
    sdkAppId: 1400000000,
    secretKey: sampleKey,
    identifier: 'xiaojun',
    time: 1700000000,
    expire: 15552000,
    mac: 'LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHwTC0bip+B4=',
    origin: "the sample of the vendor's signers, with a fixed clock",
  },
  {
    id: 'S2',
    sdkAppId: 1400000000,
    secretKey: sampleKey,
    identifier: 'administrator',
    time: 1700000000,
    expire: 86400,
    mac: 'yLAe+w7WUeUuqbV9h/TX78u21oTGi+i9Zp1u3PpnY60=',
    origin: 'derived',
  },
  {
    id: 'S3',
    sdkAppId: 1400000000,
    secretKey: sampleKey,
    identifier: '0',
    time: 1569910200,
    expire: 15552000,
    mac: 'CpjuBdQs9ZwnuGAJR8onoOeI9fweX2vIMMY94iOJWJY=',
    origin: 'the Rust crate tls_sig_api, put in seconds',
  },
  {
    id: 'S4',
    sdkAppId: 1400000000,
    secretKey: sampleKey,
    identifier: '0',
    time: 1569910200,
    expire: 15552000,
    userBuffer: abc,
    mac: 'bC3u5cuslSg8Ds7KY58mhSkTrxunrFu50dkdkCYH4i8=',
    origin: 'derived',
  },
  {
    id: 'S6',
    sdkAppId: 1600150143,
    secretKey: 'test-server-secret',
    identifier: 'administrator',
    time: 1784160000,
    expire: 86400,
    mac: '8rnA6coMONfPTFLBAaCQJuRL6OxngyYlLO8Qs8Ue7KY=',
    origin: 'inputs of a public Python test that works the MAC out again',
  },
  {
    id: 'S9',
    sdkAppId: 1,
    secretKey: '3',
    identifier: '2',
    time: 1700000000,
    expire: 4,
    mac: 'w9pICz/75Yu5JB5UjJRmT6cIPUaY1uwlDGpbXCgx5mE=',
    origin: "the round trip test of the vendor's Go signer, with a fixed clock",
  },
];

/** Published with milliseconds for seconds. The service would refuse it; the MAC is right all the same. */
export const millisecondVector: Vector & { text: string } = {
  id: 'M1',
  sdkAppId: 1400000000,
  secretKey: sampleKey,
  identifier: '0',
  time: 1569910200000,
  expire: 15552000000,
  mac: 'bEj7EPKeOGh/DZ+LevCNXjSrLtgjj+lC8Ed0uirJXYU=',
  origin: 'the Rust crate tls_sig_api',
  text: 'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwjDB4pTsxIKCzBQlK0MTAyiAyKRWFGQWpQLFTU1NjZAlSjJzwcJmlpaGBkZIEsWZ6UCTk1yzzF0DvFP93TP0XaK0fVLLnP0isoKLfErSs7K0c5wtXFMMSjOLvCIiQ22VagHjLDB3',
};

/** S1 as two of the vendor's signers write it: the same content, with the keys in another order. */
export const writtenBySigners: Record<string, string> = {
  node: 'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwhWZiflZpXlQqeKU7MSCgswUJStDEwMogMiUZOamKlkZmqOKplYUZBaBxE1NTY3gosWZ6UpWSj5ljuYp*p7l5unBxXnF2WVhVU4uAf7Ozi5JpX7O5SbuHuUhzgZJmQXaTia2SrUAohcx8g__',
  Python:
    'eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkKjIT87NK82CSxSnZiQUFmSlAKUMTAyiAyqVWFGQWpYJkTE1NjRDiJZm5YFFzNPXFmekgG3zKHM1T9D3LzdODi-OKs8vCqpxcAvydnV2SSv2cy03cPcpDnA2SMgu0nUxslWoBHdYzUg__',
};
