import { useRef, useState, type ReactNode } from 'react';
import { checkOut, type CheckoutResult, type Purchase } from '../../shared/checkout';
import { resultText } from '../../shared/result-text';

interface PayButtonProps {
  purchase: Purchase;
  children: ReactNode;
  onResult?: (result: CheckoutResult) => void;
}

const options = { merchantCode: import.meta.env.VITE_MERCHANT_CODE };

/** Buys one thing: a button, and below it what came of it. */
export function PayButton({ purchase, children, onResult }: PayButtonProps) {
  // A ref, since a second click may come before React has drawn the disabled button.
  const isPaying = useRef(false);
  const [text, setText] = useState<string | null>(null);
  const [disabled, setDisabled] = useState(false);

  const setPaying = (value: boolean) => {
    isPaying.current = value;
    setDisabled(value);
  };

  const pay = async () => {
    if (isPaying.current) return;
    setPaying(true);
    setText(null);
    try {
      const result = await checkOut(purchase, options);
      setText(resultText(result));
      onResult?.(result);
    } catch (error) {
      setText(String(error));
    } finally {
      setPaying(false);
    }
  };

  return (
    <>
      <button type="button" disabled={disabled} aria-busy={disabled} onClick={() => void pay()}>
        {children}
      </button>
      <p role="status">{text}</p>
    </>
  );
}
