import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CHECKOUT, checkoutProvider, type Checkout } from './checkout.provider.js';
import { OrdersController } from './orders.controller.js';
import { ShippingService } from './shipping.service.js';

@Module({ controllers: [OrdersController], providers: [checkoutProvider, ShippingService] })
class ShopModule {}

const app = await NestFactory.create(ShopModule, { logger: ['error', 'warn'] });
// The three roads of a payment, and the question before its approval: /payments/...
app.use(app.get<Checkout>(CHECKOUT).router);
app.enableShutdownHooks();
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);
