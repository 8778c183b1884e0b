import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PayButton } from './PayButton';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <main>
      <h1>Norway swivel chair</h1>
      <p>64,900원</p>
      <PayButton purchase={{ goods: 'chair', method: 'card' }}>64,900원 결제하기</PayButton>
    </main>
  </StrictMode>,
);
