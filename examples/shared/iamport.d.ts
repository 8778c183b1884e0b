/** i'mport's browser SDK, `https://cdn.iamport.kr/v1/iamport.js`: as much of it as a checkout needs. */
export interface Iamport {
  /** Once a page, with the merchant code; that one is public. */
  init(merchantCode: string): void;
  /**
   * Opens the payment window. The callback runs on a PC; a phone is redirected to `m_redirect_url` instead, and some PGs
   * redirect on a PC too, so give both.
   */
  request_pay(params: RequestPayParams, callback?: (rsp: RequestPayResponse) => void): void;
}

/** What the window takes. All of it can be changed in the browser: the server has to verify what was paid. */
export interface RequestPayParams extends Buyer {
  channelKey?: string;
  /** Deprecated predecessor of `channelKey`: `provider` or `provider.MID`. */
  pg?: string;
  /** Which methods there are depends on the PG. The payment object has other words for some: `samsungpay` is `samsung`. */
  pay_method?: string;
  /** At most 40 characters, a new one for each request. PortOne marks it optional; a checkout cannot do without it. */
  merchant_uid: string;
  /** At most 40 characters. */
  name?: string;
  /** A number; a text is an error. */
  amount: number;
  /** ISO code. Without it KRW, at PayPal USD. */
  currency?: string;
  /** How much of `amount` is free of tax. */
  tax_free?: number;
  /** How much of `amount` is value-added tax; few PGs take it. */
  vat_amount?: number;
  /** Comes back in the callback and the payment object, as the text of its JSON. */
  custom_data?: object;
  /** Takes the place of the console's webhook address. */
  notice_url?: string | string[];
  /** Asked by i'mport just before the approval; has to be switched on by i'mport's support first. */
  confirm_url?: string;
  m_redirect_url?: string;
  /** Brings the buyer back into the shop's app; needed in a WebView. */
  app_scheme?: string;
  /** Language of the window: `ko`, `en` or `zh`; not at every PG. */
  language?: string;
  /** The shop's name for a billing key, where the window is to issue one. */
  customer_uid?: string;
  /** By agreement with the PG, and not at every one. */
  escrow?: boolean;
  /** For escrow at tosspayments, where the products of one order are delivered apart. */
  products?: Product[];
  /** Deadline of a virtual account in Korean time, such as `2030-01-31 23:59:59`. */
  vbank_due?: string;
  /** Business registration number; needed for virtual accounts at Danal. */
  biz_num?: string;
  /** Needed where a phone bill pays. */
  digital?: boolean;
  display?: {
    /** Months of instalments to choose from beside payment at once; `[]` leaves payment at once alone. */
    card_quota: number[];
  };
  card?: CardParams;
  /** The shop bears the interest of instalments; how long is in `card.detail`. */
  useFreeInterestFromMall?: boolean;
}

/** Who pays, in the request and in the callback. Some PGs fail without the telephone number or the e-mail address. */
export interface Buyer {
  buyer_name?: string;
  buyer_tel?: string;
  buyer_email?: string;
  buyer_addr?: string;
  buyer_postcode?: string;
}

/** One of the order's products, for escrow. */
export interface Product {
  id?: string;
  name?: string;
  code?: string;
  unitPrice?: number;
  quantity?: number;
}

/** Which cards the window offers. Card codes are those of the Korea Financial Telecommunications Institute. */
export interface CardParams {
  /** Opens one card company's window at once; `quota` 0 is payment at once. */
  direct?: { code?: string; quota?: number };
  /** `*` stands for all cards. `max_month`: up to how many months the shop bears the interest. */
  detail?: { card_code?: string; enabled?: boolean; max_month?: number }[];
}

/**
 * What the callback gets. tosspayments, smartro_v2, nice_v2, paypal_v2, ksnet and welcome send the first four fields
 * only. Nothing in here says whether money was paid.
 */
export interface RequestPayResponse extends Nullable<Buyer> {
  /** Null where the window failed before it reached the PG. */
  imp_uid: string | null;
  merchant_uid: string;
  /** The PG's own code and text; there is no common table. */
  error_code?: string | null;
  error_msg?: string | null;
  /** Approved, or a virtual account issued. Some PGs call it `imp_success`; the script of today has neither. */
  success?: boolean;
  imp_success?: boolean;
  /** `ready` (also: a virtual account waits for its deposit), `paid` or `failed`. */
  status?: string;
  pay_method?: string | null;
  paid_amount?: number;
  currency?: string;
  name?: string | null;
  pg_provider?: string | null;
  /** The wallet that was used inside a PG's window. */
  emb_pg_provider?: string | null;
  pg_tid?: string | null;
  pg_type?: string;
  /** Unix seconds. PortOne's table says text, its sample is a number. */
  paid_at?: number | string;
  receipt_url?: string | null;
  /** The text of the JSON of what was given. */
  custom_data?: string | null;
  /** Approval number of a card. */
  apply_num?: string | null;
  card_name?: string | null;
  card_number?: string | null;
  card_quota?: number;
  bank_name?: string | null;
  /** May have dashes. */
  vbank_num?: string | null;
  vbank_name?: string | null;
  /** Null at some PGs. */
  vbank_holder?: string | null;
  /** Unix seconds, a text by PortOne's table. */
  vbank_date?: number | string | null;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

declare global {
  interface Window {
    /** Undefined where the script could not be loaded. */
    IMP?: Iamport;
  }
}
