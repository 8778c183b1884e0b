import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CHECKOUT, type Checkout } from './checkout.provider.js';

/** Ships what is paid. */
@Injectable()
export class ShippingService implements OnApplicationBootstrap, OnApplicationShutdown {
  /** In a shop this is a collection. */
  private readonly shipped = new Set<string>();

  constructor(@Inject(CHECKOUT) private readonly checkout: Checkout) {
    // Comes at least once. A set makes a repeat harmless.
    checkout.on('order.paid', async ({ merchantUid }) => this.shipped.add(merchantUid));
  }

  isShipped(merchantUid: string): boolean {
    return this.shipped.has(merchantUid);
  }

  onApplicationBootstrap(): Promise<void> {
    return this.checkout.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.checkout.stop();
    console.log('stopped');
  }
}
