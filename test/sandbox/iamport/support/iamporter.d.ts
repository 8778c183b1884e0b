/** What the tests use of `iamporter`, which brings no types of its own. */
declare module 'iamporter' {
  interface IamporterResult {
    status: number;
    message: string | null;
    data: Record<string, unknown>;
  }

  export class Iamporter {
    constructor(options: { apiKey: string; secret: string; host: string });
    getToken(): Promise<IamporterResult>;
    findByImpUid(impUid: string): Promise<IamporterResult>;
    findByMerchantUid(merchantUid: string): Promise<IamporterResult>;
    findAllByMerchantUid(merchantUid: string): Promise<IamporterResult>;
    findAllByStatus(status: string, extra?: object): Promise<IamporterResult>;
    cancelByImpUid(impUid: string, extra?: object): Promise<IamporterResult>;
    cancelByMerchantUid(merchantUid: string, extra?: object): Promise<IamporterResult>;
    createPreparedPayment(data: object): Promise<IamporterResult>;
    getPreparedPayment(merchantUid: string): Promise<IamporterResult>;
    createVbank(data: object): Promise<IamporterResult>;
  }
}
