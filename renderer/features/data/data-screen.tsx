import { useNavigation } from '../../app/navigation.tsx';

export function DataScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
