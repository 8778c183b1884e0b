// Written by `npm run openapi`, as docs/openapi.json is.

export interface paths {
  '/orders': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the orders that have all of the filters, the newest first */
    get: operations['getOrders'];
    put?: never;
    /** Register an order before the payment window opens */
    post: operations['postOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an order */
    get: operations['getOrder'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change name, amount or deadline of an unpaid order */
    patch: operations['patchOrder'];
    trace?: never;
  };
  '/orders/{merchant_uid}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to an order, the oldest first */
    get: operations['getTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}/recheck': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask i’mport for the payments of an order now */
    post: operations['postRecheck'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refund a payment, revoke a virtual account or close an unpaid order
     * @description Safe to repeat: the same `request_id` with the same content changes nothing.
     */
    post: operations['postCancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Accept a held payment, which settles its order */
    post: operations['postAccept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}/attention/acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take an order off the attention list; its evidence is kept */
    post: operations['postAcknowledge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/exports/payments.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The payments of a Korean day or month, as CSV for a spreadsheet
     * @description Columns: `no`, `imp_uid`, `merchant_uid`, `pg_provider`, `pg_tid`, `pay_method`, `amount`, `cancel_amount`, `currency`, `paid_at`, `status`, `outcome`, `order_status`, `sandbox`. The last record has `end` in the first column and the number of rows in the second one. A file without it is not whole.
     */
    get: operations['getPaymentsExport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/exports/cancels.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The refunds of a Korean day or month, as CSV for a spreadsheet
     * @description Columns: `no`, `imp_uid`, `merchant_uid`, `pg_provider`, `pg_tid`, `pay_method`, `amount`, `currency`, `cancelled_at`, `paid_at`, `cancellation_id`, `request_id`, `reason`, `sandbox`. The last record has `end` in the first column and the number of rows in the second one. A file without it is not whole.
     */
    get: operations['getCancelsExport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/outbox/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send a dead letter again */
    post: operations['postReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/outbox/{id}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a delivered event to the shop again
     * @description It keeps its `webhook-id`: a server that has processed the event drops it.
     */
    post: operations['postResendMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{merchant_uid}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send the delivered events of an order to the shop again
     * @description Those that the shop’s server accepted from `from` to `to`, each under its `webhook-id`, in their sequence.
     */
    post: operations['postResendOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/outbox/resends': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send all events of a period to the shop again
     * @description Those that the shop’s server accepted from `from` to `to`. They go out in the background, a few orders at a time. A repeat with the same `request_id` changes nothing.
     */
    post: operations['postResendPeriod'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/outbox/resends/{request_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far the resend of a period has come */
    get: operations['getResend'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read who did what, the newest first
     * @description Holds no personal data of buyers.
     */
    get: operations['getAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The metrics for Prometheus; with METRICS_PORT set, they are on that port alone, without a key */
    get: operations['getMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  'order.virtual_account_issued': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * An account is issued, or its terms changed
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.virtual_account_issued'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.virtual_account_revoked': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * No account is open any more; the order is pending again
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.virtual_account_revoked'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.paid': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A payment has settled the order: deliver now
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.paid'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.partially_cancelled': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A part was given back
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.partially_cancelled'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.cancelled': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * All was given back
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.cancelled'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.expired': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The deadline passed without a payment
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.expired'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'order.closed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The shop closed the order
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['order.closed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'payment.cancelled': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A payment that did not settle the order was given back
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['payment.cancelled'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'payment.cancel_refused': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The gateway refused a cancel
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['payment.cancel_refused'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  'payment.attention': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A person must look at the order; `reason` says why
     * @description Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.
     */
    post: operations['payment.attention'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  confirm: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * May this payment be approved?
     * @description Sent to `CONFIRM_HOOK_URL` just before a payment is approved, once. The answer must come within 2.5 s.
     */
    post: operations['confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    EventData: {
      merchant_uid: string;
      /** @description the payment that caused the event; null if none did */
      imp_uid: string | null;
      status: components['schemas']['OrderState'];
      amount: number;
      cancel_amount: number | null;
      currency: string;
      /**
       * Format: date-time
       * @description the time of the transition
       */
      at: string;
      /** @description only with `payment.attention` */
      reason?: components['schemas']['AttentionReason'];
      /** @description of the shop’s cancel that ended */
      request_id?: string;
    };
    /** @enum {string} */
    OrderState: 'pending' | 'ready' | 'paid' | 'partially_cancelled' | 'cancelled' | 'expired' | 'closed';
    /**
     * @description why a person has to look at an order
     * @enum {string}
     */
    AttentionReason:
      | 'replay'
      | 'testChannel'
      | 'currencyDiffers'
      | 'amountDiffers'
      | 'duplicate'
      | 'late'
      | 'olderThanOrder'
      | 'amountChanged'
      | 'accountDueTooFar'
      | 'unknownStatus'
      | 'unreadable'
      | 'notificationFailed'
      | 'refundAccountMissing'
      | 'cancelRefused'
      | 'cancelUnclear'
      | 'cancelDelayed'
      | 'revokeKeyMissing'
      | 'tooManyAccounts';
    Order: {
      merchant_uid: string;
      status: components['schemas']['OrderState'];
      name: string;
      amount: number;
      currency: string;
      customer_id: string | null;
      expires_at: string | null;
      /** @description until when a payment and each deposit count; null where the order waits for nothing */
      accepted_until: {
        payment: string | null;
        deposits: {
          imp_uid: string;
          until: string | null;
        }[];
      } | null;
      /** @description whether i’mport knows amount and currency */
      prepared: boolean;
      /** @description the `imp_uid` of the payment that settled the order */
      paid_by: string | null;
      payments: components['schemas']['Payment'][];
      virtual_account: {
        vbank_code: string | null;
        vbank_name: string | null;
        /** @description null if the PG gives the number to the buyer only */
        vbank_num: string | null;
        vbank_holder: string | null;
        /** @description the deadline of the deposit */
        vbank_date: string | null;
        vbank_issued_at: string | null;
        imp_uid: string;
      } | null;
      unlisted_accounts: string[];
      cancels: components['schemas']['Cancel'][];
      needs_attention: boolean;
      attention: components['schemas']['Attention'][];
      history: components['schemas']['Transition'][];
      /** Format: date-time */
      created_at: string;
      /** @description when the personal values were removed; null while the order has them */
      redacted_at: string | null;
    };
    /** @description a payment as last reported */
    Payment: {
      imp_uid: string;
      /** @description as i’mport writes it */
      status: string;
      outcome: components['schemas']['Outcome'];
      amount: number;
      cancel_amount: number | null;
      currency: string;
      /** @description made through a test channel: no money moved */
      sandbox: boolean;
      pay_method: string | null;
      pg_provider: string | null;
      pg_tid: string | null;
      receipt_url: string | null;
      paid_at: string | null;
      failed_at: string | null;
      cancelled_at: string | null;
      fail_reason: string | null;
      virtual_account: components['schemas']['VirtualAccount'] | null;
      cancel_history: {
        cancellation_id: string | null;
        amount: number | null;
        cancelled_at: string | null;
        reason: string | null;
      }[];
      /**
       * @description what caused the look-up or change
       * @enum {string}
       */
      source: 'callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel' | 'accept';
      /** Format: date-time */
      recorded_at: string;
    };
    /**
     * @description how a payment was judged against its order
     * @enum {string}
     */
    Outcome:
      | 'success'
      | 'vbankIssued'
      | 'forgery'
      | 'failed'
      | 'pending'
      | 'cancelled'
      | 'duplicate'
      | 'orderClosed'
      | 'paymentHeld';
    VirtualAccount: {
      vbank_code: string | null;
      vbank_name: string | null;
      /** @description null if the PG gives the number to the buyer only */
      vbank_num: string | null;
      vbank_holder: string | null;
      /** @description the deadline of the deposit */
      vbank_date: string | null;
      vbank_issued_at: string | null;
    };
    Cancel: {
      request_id: string;
      /** @enum {string} */
      kind: 'cancel' | 'revoke';
      /** @enum {string} */
      cause: 'shop' | 'forged' | 'duplicate' | 'late' | 'surplus' | 'closed' | 'wrong';
      imp_uid: string;
      /** @enum {string} */
      status: 'requested' | 'sent' | 'accepted' | 'done' | 'refused' | 'unclear' | 'dropped';
      amount: number;
      currency: string;
      reason: string;
      /** Format: date-time */
      requested_at: string;
      sent_at: string | null;
      ended_at: string | null;
      cancellation_id: string | null;
      /** @description why it was refused */
      answer: string | null;
    };
    /** @description a case for a person, with its evidence */
    Attention: {
      /** Format: date-time */
      at: string;
      reason: components['schemas']['AttentionReason'];
      source: ('callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel' | 'accept') | null;
      imp_uid: string | null;
      /** @description the dead letter */
      notification_id?: string;
      /** @description the payment as reported; null if the entry is about no payment */
      reported: {
        merchant_uid: string;
        status: string;
        amount: number;
        currency: string;
        sandbox: boolean;
      } | null;
    };
    Transition: {
      /** Format: date-time */
      at: string;
      from: components['schemas']['OrderState'];
      to: components['schemas']['OrderState'];
      /**
       * @description what caused the look-up or change
       * @enum {string}
       */
      source: 'callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel' | 'accept';
      imp_uid: string | null;
      reason?: string;
    };
    /** @description an order for a key without the scope `orders:read` */
    OrderInShort: {
      merchant_uid: string;
      status: components['schemas']['OrderState'];
      name: string;
      amount: number;
      currency: string;
      expires_at: string | null;
      /** @description whether i’mport knows amount and currency */
      prepared: boolean;
      /** @description the `imp_uid` of the payment that settled the order */
      paid_by: string | null;
    };
    AuditEntry: {
      id: string;
      /** Format: date-time */
      at: string;
      merchant_uid: string | null;
      /** @enum {string} */
      action:
        | 'register'
        | 'amend'
        | 'cancel'
        | 'revoke'
        | 'close'
        | 'accept'
        | 'acknowledge'
        | 'recheck'
        | 'replay'
        | 'resend'
        | 'export'
        | 'redact'
        | 'signIn'
        | 'signOut'
        | 'refused';
      /** @description the name of the key */
      actor: string;
      /** @description the person, as X-Operator named it */
      operator: string | null;
      /** @description as it was given, with numbers and e-mail addresses masked */
      reason: string | null;
      details: {
        request_id?: string;
        imp_uid?: string;
        amount?: number;
        currency?: string;
        /** @description the terms that were changed, by commas */
        fields?: string;
        notification_id?: string;
        /** @description whose dead letters are all sent again */
        carrier?: string;
        /** @description what was exported, from when to when */
        exported?: string;
        route?: string;
        /** @description the scope that the key lacks */
        scope?: string;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getOrders: {
    parameters: {
      query?: {
        status?: string | string[];
        needs_attention?: 'true';
        customer_id?: string;
        imp_uid?: string;
        merchant_uid_prefix?: string;
        created_from?: string;
        created_to?: string;
        paid_from?: string;
        paid_to?: string;
        limit?: number;
        after?: string;
      };
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of orders */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            orders: components['schemas']['Order'][];
            /** @description the `after` of the next page; null on the last page */
            next: string | null;
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          merchant_uid?: string;
          name: string;
          amount: number;
          /** @default KRW */
          currency?: string;
          customer_id?: string | null;
          buyer?: {
            name?: string | null;
            email?: string | null;
            tel?: string | null;
            addr?: string | null;
            postcode?: string | null;
          } | null;
          expires_at?: string | null;
        };
      };
    };
    responses: {
      /** @description The stored order: the same request came again */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'] | components['schemas']['OrderInShort'];
        };
      };
      /** @description Registered */
      201: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the path of the order */
          Location: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'] | components['schemas']['OrderInShort'];
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderConflict`: Another order has this merchant_uid; use a new one */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderConflict';
            message: string;
          };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The order */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderNotFound`: No such order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderNotFound';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  patchOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          amount?: number;
          /** Format: date-time */
          expires_at?: string;
        };
      };
    };
    responses: {
      /** @description The order with its new terms */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'] | components['schemas']['OrderInShort'];
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderNotFound`: No such order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderNotFound';
            message: string;
          };
        };
      };
      /** @description `orderLocked`: Order is paid or has ended, or an account is issued over its terms; then only expires_at may change */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderLocked';
            message: string;
          };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getTimeline: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The timeline */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            merchant_uid: string;
            /** @description false where older reports, steps, transitions or delivered messages may be gone */
            is_whole: boolean;
            entries: (
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'registered';
                  name: string;
                  amount: number;
                  currency: string;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'amended';
                  /** @description the terms that the shop changed */
                  fields: string[];
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'report';
                  source: string;
                  imp_uid: string;
                  status: string;
                  outcome: string;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'transition';
                  from: string;
                  to: string;
                  source: string;
                  imp_uid: string | null;
                  reason?: string;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'cancel';
                  request_id: string;
                  status: string;
                  why: string;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'attention';
                  reason: string;
                  source: string | null;
                  imp_uid: string | null;
                  notification_id?: string;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'acknowledged';
                  by: string | null;
                  entries: number;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'redacted';
                  /** @enum {string} */
                  cause: 'retention' | 'request';
                  by: string | null;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'resent';
                  messages: number;
                  /** @description the message, if it is one */
                  notification_id: string | null;
                  /** @description of the resend of a period; null where the shop named the order or the message */
                  request_id: string | null;
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'audit';
                  /** @enum {string} */
                  action:
                    | 'register'
                    | 'amend'
                    | 'cancel'
                    | 'revoke'
                    | 'close'
                    | 'accept'
                    | 'acknowledge'
                    | 'recheck'
                    | 'replay'
                    | 'resend'
                    | 'export'
                    | 'redact'
                    | 'signIn'
                    | 'signOut'
                    | 'refused';
                  /** @description the name of the key */
                  actor: string;
                  /** @description the person, as X-Operator named it */
                  operator: string | null;
                  /** @description as it was given, with numbers and e-mail addresses masked */
                  reason: string | null;
                  details: {
                    request_id?: string;
                    imp_uid?: string;
                    amount?: number;
                    currency?: string;
                    /** @description the terms that were changed, by commas */
                    fields?: string;
                    notification_id?: string;
                    /** @description whose dead letters are all sent again */
                    carrier?: string;
                    /** @description what was exported, from when to when */
                    exported?: string;
                    route?: string;
                    /** @description the scope that the key lacks */
                    scope?: string;
                  };
                }
              | {
                  /** Format: date-time */
                  at: string;
                  /** @constant */
                  type: 'message';
                  notification_id: string;
                  channel: string;
                  event: string | null;
                  /** @description a masked phone number; for `customerRecord` the customer_id; null for `shop`, and once redacted */
                  to: string | null;
                  tries: number;
                  /** @enum {string} */
                  status: 'waiting' | 'delivered' | 'dead';
                  /** @description null also while it waits to be sent again */
                  delivered_at: string | null;
                  first_delivered_at: string | null;
                  /** @description when it was last asked for again */
                  resent_at: string | null;
                  dead_at: string | null;
                  /** @description what the last failed try was answered; masked */
                  last_error: string | null;
                }
            )[];
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderNotFound`: No such order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderNotFound';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postRecheck: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description `rechecked`: i’mport was asked; see "differences" */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'rechecked';
            message: string;
            /** @description what i’mport has */
            payments: {
              imp_uid: string;
              status: string;
            }[];
            /** @description payments of which the order did not know, or knew less, and the states of the order around each */
            differences: {
              imp_uid: string | null;
              outcome: string;
              before: string;
              after: string;
            }[];
            /** @description payments that i’mport has and that cannot be read */
            unreadable: number;
            order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderNotFound`: No such order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderNotFound';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postCancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          request_id: string;
          reason: string;
          amount?: number;
          /** @constant */
          all?: true;
          imp_uid?: string;
          if_cancellable?: number;
          tax_free?: number;
          vat_amount?: number;
          retain_promotion?: boolean;
          extra?: {
            /** @enum {string} */
            requester: 'customer' | 'admin';
          };
          refund?: {
            holder?: string;
            bank?: string;
            account?: string;
            tel?: string;
          };
        } & (unknown | unknown);
      };
    };
    responses: {
      /**
       * @description `cancelDone`: Money is given back
       *
       *     `accountRevoked`: Virtual account is revoked; nothing had been deposited
       *
       *     `closed`: Order is closed; nothing had been paid
       *
       *     `closedUnread`: Order is closed, but it has payments that could not be read; look at them in i’mport’s console
       */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'cancelDone';
                message: string;
                cancel: components['schemas']['Cancel'];
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'accountRevoked';
                message: string;
                cancel: components['schemas']['Cancel'];
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'closed';
                message: string;
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'closedUnread';
                message: string;
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              };
        };
      };
      /** @description `cancelling`: Recorded, and being carried out; read the order, or repeat with the same request_id */
      202: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'cancelling';
            message: string;
            cancel: components['schemas']['Cancel'];
            order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /**
       * @description `orderNotFound`: No such order
       *
       *     `paymentNotFound`: No such payment
       */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'orderNotFound';
                message: string;
              }
            | {
                /** @constant */
                status: 'paymentNotFound';
                message: string;
              };
        };
      };
      /**
       * @description `cancelRefused`: Refused by the gateway; nothing was given back by this request
       *
       *     `cancelUnclear`: What became of it is not known; look at i’mport’s console before the money is given back in another way
       *
       *     `paidBeforeClosing`: Order was paid before it was closed, as we learned since; give the money back with a new request_id
       *
       *     `requestConflict`: This request_id was used for another cancel; read the order’s cancels before you ask with a new one
       *
       *     `tooManyCancels`: Order has as many cancels as it has room for; give the rest back in i’mport’s console
       *
       *     `cancellableChanged`: Not "if_cancellable" is left to cancel, but "cancellable"; read the order’s cancels before you ask anew
       *
       *     `nothingToCancel`: Nothing is left to cancel, or all of it is being given back already
       *
       *     `aboveBalance`: More than is left to cancel; see "cancellable"
       */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'cancelRefused';
                message: string;
                cancel: components['schemas']['Cancel'];
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'cancelUnclear';
                message: string;
                cancel: components['schemas']['Cancel'];
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'paidBeforeClosing';
                message: string;
                order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
              }
            | {
                /** @constant */
                status: 'requestConflict';
                message: string;
              }
            | {
                /** @constant */
                status: 'tooManyCancels';
                message: string;
              }
            | {
                /** @constant */
                status: 'cancellableChanged';
                message: string;
                cancellable: number;
              }
            | {
                /** @constant */
                status: 'nothingToCancel';
                message: string;
                cancellable: number;
              }
            | {
                /** @constant */
                status: 'aboveBalance';
                message: string;
                cancellable: number;
              };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postAccept: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          imp_uid: string;
          reason: string;
        };
      };
    };
    responses: {
      /** @description `accepted`: Order is settled by this payment */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'accepted';
            message: string;
            order: components['schemas']['Order'] | components['schemas']['OrderInShort'];
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /**
       * @description `orderNotFound`: No such order
       *
       *     `paymentNotFound`: No such payment
       */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'orderNotFound';
                message: string;
              }
            | {
                /** @constant */
                status: 'paymentNotFound';
                message: string;
              };
        };
      };
      /** @description `notAcceptable`: Only money that is held for you can be accepted; see "outcome" */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'notAcceptable';
            message: string;
            outcome: components['schemas']['Outcome'];
          };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postAcknowledge: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          entries: number;
          by?: string;
          reason?: string;
        };
      };
    };
    responses: {
      /** @description The order is off the list */
      204: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `attentionChanged`: No such order, or there is more to see by now; read it again */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'attentionChanged';
            message: string;
          };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getPaymentsExport: {
    parameters: {
      query?: {
        day?: string;
        month?: string;
      };
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description UTF-8 with a byte order mark, CRLF */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getCancelsExport: {
    parameters: {
      query?: {
        day?: string;
        month?: string;
      };
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description UTF-8 with a byte order mark, CRLF */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postReplay: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description `replayed`: Will be sent again */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'replayed';
            message: string;
            id: string;
            merchant_uid: string;
            /** @enum {string} */
            channel: 'shop' | 'sms' | 'customerRecord' | 'alert' | 'audit' | 'handler';
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `notificationNotFound`: No dead letter has this id */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'notificationNotFound';
            message: string;
            id: string;
          };
        };
      };
      /** @description `notDead`: Notification is delivered, or still on its way; only a dead letter can be replayed */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'notDead';
            message: string;
            id: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postResendMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description `resending`: Recorded; the shop’s server gets it again, under the same webhook-id */
      202: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'resending';
            message: string;
            id: string;
            merchant_uid: string;
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `messageNotFound`: No order has a message of this id; see the timeline of the order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'messageNotFound';
            message: string;
            id: string;
            merchant_uid?: string;
          };
        };
      };
      /**
       * @description `messageWaiting`: Message is not delivered yet; it goes out by itself
       *
       *     `messageDead`: Message is a dead letter; repair the receiver, then replay it
       *
       *     `notForShop`: Only events for the shop’s server are sent again
       */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'messageWaiting';
                message: string;
                id: string;
                merchant_uid: string;
              }
            | {
                /** @constant */
                status: 'messageDead';
                message: string;
                id: string;
                merchant_uid: string;
              }
            | {
                /** @constant */
                status: 'notForShop';
                message: string;
                id: string;
                merchant_uid: string;
              };
        };
      };
      /** @description `messageGone`: Order does not keep this message any more, or never had it; read the order instead */
      410: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'messageGone';
            message: string;
            id: string;
            merchant_uid: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postResendOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        merchant_uid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          from?: string;
          to?: string;
          reason?: string;
        };
      };
    };
    responses: {
      /** @description `resending`: Recorded; the shop’s server gets it again, under the same webhook-id */
      202: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'resending';
            message: string;
            merchant_uid: string;
            /** @description events that go out again */
            messages: number;
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `orderNotFound`: No such order */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'orderNotFound';
            message: string;
          };
        };
      };
      /** @description `nothingToResend`: Order has no delivered event of that time; read the order instead */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'nothingToResend';
            message: string;
            merchant_uid: string;
            /** @description events that go out again */
            messages: number;
          };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  postResendPeriod: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          request_id: string;
          from: string;
          to?: string;
          reason?: string;
        };
      };
    };
    responses: {
      /** @description `resending`: Recorded; the shop’s server gets it again, under the same webhook-id */
      202: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'resending';
            message: string;
            resend: {
              request_id: string;
              /** Format: date-time */
              from: string;
              /** Format: date-time */
              to: string;
              /** Format: date-time */
              requested_at: string;
              /** @description when the last event was put back; null while it goes on */
              ended_at: string | null;
              /** @description orders with events that were put back so far */
              orders: number;
              /** @description events that were put back so far */
              messages: number;
            };
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /**
       * @description `resendConflict`: This request_id was used for another period; use a new one
       *
       *     `tooManyResends`: As many resends of periods as may go on at once have not ended; see "open"
       */
      409: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @constant */
                status: 'resendConflict';
                message: string;
                request_id: string;
              }
            | {
                /** @constant */
                status: 'tooManyResends';
                message: string;
                open: number;
              };
        };
      };
      /** @description `payloadTooLarge`: Request body is too large */
      413: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'payloadTooLarge';
            message: string;
          };
        };
      };
      /** @description `unsupportedMediaType`: Send the body as application/json or application/x-www-form-urlencoded, in UTF-8 */
      415: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unsupportedMediaType';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getResend: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path: {
        request_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The resend */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            request_id: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            requested_at: string;
            /** @description when the last event was put back; null while it goes on */
            ended_at: string | null;
            /** @description orders with events that were put back so far */
            orders: number;
            /** @description events that were put back so far */
            messages: number;
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `resendNotFound`: No resend has this request_id */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'resendNotFound';
            message: string;
            request_id: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getAudit: {
    parameters: {
      query?: {
        actor?: string;
        from?: string;
        to?: string;
        limit?: number;
        after?: string;
      };
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of the audit log */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            entries: components['schemas']['AuditEntry'][];
            /** @description the `after` of the next page; null on the last page */
            next: string | null;
          };
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: {
        /** @description the person of yours who asks, for the audit log; never a buyer */
        'X-Operator'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metrics in the text format of Prometheus */
      200: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description `invalidRequest`: Invalid request */
      400: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'invalidRequest';
            message: string;
            /** @description each field and what is wrong with it */
            errors: {
              field: string;
              message: string;
            }[];
          };
        };
      };
      /** @description `unauthorized`: Send your key as "Authorization: Bearer <key>" */
      401: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description the scheme: Bearer */
          'WWW-Authenticate': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unauthorized';
            message: string;
          };
        };
      };
      /** @description `scopeMissing`: This key may not do that; see "scope" */
      403: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'scopeMissing';
            message: string;
            /**
             * @description the scope that the key lacks
             * @enum {string}
             */
            scope: 'orders:write' | 'orders:read' | 'refunds' | 'operate' | 'audit';
          };
        };
      };
      /** @description `notFound`: No such route */
      404: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'notFound';
            message: string;
          };
        };
      };
      /** @description `tooManyRequests`: Too many requests; try again later */
      429: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the next request is answered */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'tooManyRequests';
            message: string;
          };
        };
      };
      /** @description `internalError`: Internal error; try again later */
      500: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'internalError';
            message: string;
          };
        };
      };
      /** @description `unavailable`: Temporarily unavailable; nothing was changed, try again */
      503: {
        headers: {
          /** @description the id of the request in the log */
          'X-Request-Id': string;
          /** @description seconds until the request should be sent again */
          'Retry-After': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'unavailable';
            message: string;
          };
        };
      };
    };
  };
  'order.virtual_account_issued': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.virtual_account_issued';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.virtual_account_revoked': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.virtual_account_revoked';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.paid': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.paid';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.partially_cancelled': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.partially_cancelled';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.cancelled': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.cancelled';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.expired': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.expired';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'order.closed': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'order.closed';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'payment.cancelled': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'payment.cancelled';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'payment.cancel_refused': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'payment.cancel_refused';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'payment.attention': {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          type: 'payment.attention';
          /** Format: date-time */
          timestamp: string;
          data: components['schemas']['EventData'];
        };
      };
    };
    responses: {
      /** @description Delivered */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Sent again later; `Retry-After` of a 429 or 503 is respected */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  confirm: {
    parameters: {
      query?: never;
      header: {
        /** @description the same on every repeat */
        'webhook-id': string;
        /** @description seconds since 1970 */
        'webhook-timestamp': string;
        /** @description of the [Standard Webhooks](https://www.standardwebhooks.com) specification */
        'webhook-signature': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          imp_uid: string;
          merchant_uid: string;
          name: string;
          amount: number;
          currency: string;
        };
      };
    };
    responses: {
      /** @description Approve */
      '2XX': {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refuse; the buyer reads `reason` */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            reason?: string;
          };
        };
      };
      /** @description A fault: `CONFIRM_HOOK_FAILURE` decides */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
