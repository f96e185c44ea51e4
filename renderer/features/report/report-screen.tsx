import { useNavigation } from '../../app/navigation.tsx';

export function ReportScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
