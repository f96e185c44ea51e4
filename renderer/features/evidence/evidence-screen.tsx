import { useNavigation } from '../../app/navigation.tsx';

export function EvidenceScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
