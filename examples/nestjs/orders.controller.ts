import { Body, Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { CHECKOUT, type Checkout } from './checkout.provider.js';
import { ShippingService } from './shipping.service.js';

/** Prices are known to the server only. */
const GOODS: Readonly<Record<string, { name: string; amount: number }>> = {
  chair: { name: 'Norway swivel chair', amount: 64_900 },
};

@Controller('orders')
export class OrdersController {
  constructor(
    @Inject(CHECKOUT) private readonly checkout: Checkout,
    @Inject(ShippingService) private readonly shipping: ShippingService,
  ) {}

  @Post()
  async register(@Body() body: { goods?: string }) {
    const chosen = GOODS[body.goods ?? ''];
    if (chosen === undefined) throw new NotFoundException();
    const { merchantUid, name, amount } = await this.checkout.orders.register(chosen);
    // What the page hands to IMP.request_pay.
    return { merchant_uid: merchantUid, name, amount };
  }

  @Get(':merchantUid')
  async read(@Param('merchantUid') merchantUid: string) {
    const order = await this.checkout.orders.get(merchantUid);
    if (order === null) throw new NotFoundException();
    return { status: order.status, shipped: this.shipping.isShipped(merchantUid) };
  }
}
