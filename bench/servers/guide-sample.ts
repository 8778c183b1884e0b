import axios from 'axios';
import bodyParser from 'body-parser';
import express from 'express';
import mongoose from 'mongoose';

/**
 * The sample of i'mport's guide "Authenticated payment", section 5, step by step: a token for each payment, the payment
 * looked up, the order found by Mongoose and the payment saved on it. Only the addresses and the model are added, which the
 * guide leaves out. Started by the bench as a process of its own.
 */
const { PORT, MONGODB_URI = '', IAMPORT_API_URL, IAMPORT_API_KEY, IAMPORT_API_SECRET } = process.env;

interface PaymentData {
  readonly merchant_uid: string;
  readonly amount: number;
  readonly status: string;
}

// The guide saves all fields of the payment on the order.
const schema = new mongoose.Schema({ _id: String, amount: Number }, { strict: false, versionKey: false });
const Orders = mongoose.model('Order', schema, 'orders');

const app = express();
app.use(bodyParser.json());
app.post('/payments/complete', async (req, res) => {
  try {
    const { imp_uid, merchant_uid } = req.body as { imp_uid: string; merchant_uid: string };
    const getToken = await axios<{ response: { access_token: string } }>({
      url: `${IAMPORT_API_URL}/users/getToken`,
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      data: { imp_key: IAMPORT_API_KEY, imp_secret: IAMPORT_API_SECRET },
    });
    const { access_token } = getToken.data.response;
    const getPaymentData = await axios<{ response: PaymentData }>({
      url: `${IAMPORT_API_URL}/payments/${imp_uid}`,
      method: 'get',
      headers: { Authorization: access_token },
    });
    const paymentData = getPaymentData.data.response;
    const order = await Orders.findById(paymentData.merchant_uid);
    const amountToBePaid = order?.amount;
    const { amount, status } = paymentData;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the guide has it
    if (amount !== amountToBePaid) throw { status: 'forgery', message: 'Forged/falsified payment attempted' };
    await Orders.findByIdAndUpdate(merchant_uid, { $set: paymentData });
    if (status === 'paid') res.send({ status: 'success', message: 'General payment successful' });
  } catch (e) {
    res.status(400).send(e);
  }
});

void mongoose.connect(MONGODB_URI).then(() => app.listen(Number(PORT), '127.0.0.1'));
