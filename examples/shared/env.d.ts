/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The merchant code; public. */
  readonly VITE_MERCHANT_CODE: string;
  /** Address of i'mport's SDK; index.html uses it. */
  readonly VITE_IAMPORT_SDK: string;
}
