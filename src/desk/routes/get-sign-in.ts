import type { RequestHandler } from 'express';
import { returnPath } from '../desk-paths';
import { showSignIn } from '../show-sign-in';

/** `GET /desk/sign-in`. */
export const getSignIn: RequestHandler = (req, res) => {
  showSignIn(req, res, { to: returnPath(req.query['to']), problem: null, status: 200 });
};
