/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

/** The hosts of each region. The backup host is for the time when the main one cannot be reached. */
export const regions = {
  china: { url: "https://console.tim.qq.com", backupUrl: "https://adminapi.my-imcloud.com" },
  singapore: { url: "https://adminapisgp.im.qcloud.com", backupUrl: "https://adminapisgp.my-imcloud.com" },
  seoul: { url: "https://adminapikr.im.qcloud.com", backupUrl: "https://adminapikr.my-imcloud.com" },
  tokyo: { url: "https://adminapijpn.im.qcloud.com", backupUrl: "https://adminapijpn.my-imcloud.com" },
  frankfurt: { url: "https://adminapiger.im.qcloud.com", backupUrl: "https://adminapiger.my-imcloud.com" },
  siliconValley: { url: "https://adminapiusa.im.qcloud.com", backupUrl: "https://adminapiusa.my-imcloud.com" },
  jakarta: { url: "https://adminapiidn.im.qcloud.com", backupUrl: "https://adminapiidn.my-imcloud.com" },
  riyadh: { url: "https://adminapiksa.im.qcloud.com" },
} as const satisfies Record<string, { url: string; backupUrl?: string }>;

export type Region = keyof typeof regions;
