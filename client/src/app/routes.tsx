import { createBrowserRouter } from 'react-router';
import { AccountPage } from '../features/account/account-page.tsx';
import { AccountsPage } from '../features/accounts/accounts-page.tsx';
import { AllAppointmentsPage } from '../features/all-appointments/appointments-page.tsx';
import { LettersPage } from '../features/all-letters/letters-page.tsx';
import { AppointmentPage } from '../features/appointment-history/appointment-page.tsx';
import { ReplayPage } from '../features/audit-day/replay-page.tsx';
import { JournalPage } from '../features/audit-journal/journal-page.tsx';
import { BackupsPage } from '../features/backups/backups-page.tsx';
import { DoctorPage } from '../features/book-a-visit/doctor-page.tsx';
import { ChangeTimePage } from '../features/change-time/change-time-page.tsx';
import { ContactPage } from '../features/contact/contact-page.tsx';
import { DeadLettersPage } from '../features/dead-letters/dead-letters-page.tsx';
import { DayPage } from '../features/doctors-day/day-page.tsx';
import { MonthPage } from '../features/doctors-month/month-page.tsx';
import { ProfilePage } from '../features/doctors-profile/profile-page.tsx';
import { SchedulePage } from '../features/doctors-schedule/schedule-page.tsx';
import { WeekPage } from '../features/doctors-week/week-page.tsx';
import { DoctorsPage } from '../features/find-a-doctor/doctors-page.tsx';
import { MessagesPage } from '../features/messages/messages-page.tsx';
import { AppointmentsPage } from '../features/my-appointments/appointments-page.tsx';
import { MyLettersPage } from '../features/my-letters/my-letters-page.tsx';
import { PaymentsPage } from '../features/my-payments/payments-page.tsx';
import { OnboardingPage } from '../features/onboarding/onboarding-page.tsx';
import { PeoplePage } from '../features/people/people-page.tsx';
import { InvitationPage, NewPasswordPage } from '../features/recovery/choose-password.tsx';
import { DeclinePage } from '../features/recovery/decline-page.tsx';
import { ForgotPasswordPage } from '../features/recovery/forgot-password-page.tsx';
import { VerifyEmailPage } from '../features/recovery/verify-email-page.tsx';
import { RefundsPage } from '../features/refunds/refunds-page.tsx';
import { RegisterPage } from '../features/sign-in/register-page.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { StatisticsPage } from '../features/statistics/statistics-page.tsx';
import { SystemPage } from '../features/system/system-page.tsx';
import { Broken } from './broken.tsx';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';
import { SignedInOnly } from './signed-in-only.tsx';

export const routes = createBrowserRouter([
  {
    element: <Frame />,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, element: <DoctorsPage /> },
          { path: 'doctors/:doctorId', element: <DoctorPage /> },
          { path: 'contact', element: <ContactPage /> },
          { path: 'sign-in', element: <SignInPage /> },
          { path: 'register', element: <RegisterPage /> },
          { path: 'forgot-password', element: <ForgotPasswordPage /> },
          { path: 'new-password', element: <NewPasswordPage /> },
          { path: 'invitation', element: <InvitationPage /> },
          { path: 'decline-letters', element: <DeclinePage /> },
          { path: 'verify-email', element: <VerifyEmailPage /> },
          {
            element: <SignedInOnly />,
            children: [
              { path: 'account', element: <AccountPage /> },
              { path: 'accounts', element: <AccountsPage /> },
              { path: 'clinic/refunds', element: <RefundsPage /> },
              { path: 'clinic/new-doctor', element: <OnboardingPage /> },
              { path: 'messages', element: <MessagesPage /> },
              { path: 'payments', element: <PaymentsPage /> },
              { path: 'statistics', element: <StatisticsPage /> },
              { path: 'backups', element: <BackupsPage /> },
              { path: 'audit', element: <JournalPage /> },
              { path: 'audit/days/:doctorId/:date', element: <ReplayPage /> },
              { path: 'appointments', element: <AppointmentsPage /> },
              { path: 'letters', element: <MyLettersPage /> },
              { path: 'clinic/letters', element: <LettersPage /> },
              { path: 'clinic/appointments', element: <AllAppointmentsPage /> },
              { path: 'system', element: <SystemPage /> },
              { path: 'system/dead-letters', element: <DeadLettersPage /> },
              { path: 'people', element: <PeoplePage /> },
              { path: 'appointments/:appointmentId', element: <AppointmentPage /> },
              { path: 'appointments/:appointmentId/time', element: <ChangeTimePage /> },
              { path: 'doctors/:doctorId/day/:date?', element: <DayPage /> },
              { path: 'doctors/:doctorId/profile', element: <ProfilePage /> },
              { path: 'doctors/:doctorId/schedule', element: <SchedulePage /> },
              { path: 'doctors/:doctorId/week/:date?', element: <WeekPage /> },
              { path: 'doctors/:doctorId/month/:month?', element: <MonthPage /> },
            ],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
