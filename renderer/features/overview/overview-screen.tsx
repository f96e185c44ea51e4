import { useNavigation } from '../../app/navigation.tsx';

export function OverviewScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
