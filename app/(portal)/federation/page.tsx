import { redirect } from 'next/navigation';

/** The first page of Federation. */
export default function FederationPage() {
  redirect('/federation/samlv2');
}
