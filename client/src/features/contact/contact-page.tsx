import { useState } from 'react';
import { Page } from '../../parts/page.tsx';
import { ContactForm } from './contact-form.tsx';

export const ContactPage = () => {
  const [sent, setSent] = useState(false);
  return (
    <Page
      title="Contact the clinic"
      lead={<p>Tell us what was good and what was not. For an appointment, please book or call.</p>}
    >
      <div className="narrow">
        <div role="status">
          {sent && (
            <div className="notice notice-good">
              <p>Thank you. Your message has arrived.</p>
            </div>
          )}
        </div>
        <ContactForm onSent={() => setSent(true)} />
      </div>
    </Page>
  );
};
