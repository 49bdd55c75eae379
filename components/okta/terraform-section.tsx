import { CodeBlock } from '@/components/ui/code-block';
import { Section } from '@/components/ui/section';

export interface TerraformSectionProps {
  /** The import blocks, ready to copy. */
  readonly code: string;
}

/** What is in Okta as Terraform import blocks, with the warning that only one may look after it. */
export function TerraformSection({ code }: TerraformSectionProps) {
  return (
    <Section
      id="terraform"
      title="Terraform"
      description="Import blocks of what is in Okta, for the provider okta/okta. They hold ids and names, no secret. Let either AdminX or Terraform look after these objects, never both."
    >
      <CodeBlock label="Import blocks (Terraform)" code={code} />
    </Section>
  );
}
