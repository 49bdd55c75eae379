import { Search } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';

/** Finds somebody who has no role yet. The search is in the address. */
export function CandidateSearch({ search }: { readonly search: string }) {
  return (
    <form
      method="get"
      role="search"
      action="#give"
      className="max-w-form grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <TextField
        label="Find a person"
        help="By the beginning of the name, the login or the e-mail address."
        name="q"
        type="search"
        defaultValue={search}
      />
      <Button type="submit" icon={<Search aria-hidden />}>
        Search
      </Button>
    </form>
  );
}
